"""The roster of officers from a file: a look first, then all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.integrations.roster_csv import Row, Unfit
from incident_app.models import Account, Agency, Posting, School
from incident_app.vocabulary import Role

from . import NotFound, Refused, postings, transaction
from .postings import NewPosting

FIELDS = {"assumed_on": "assumed_duties_on"}
"""How a file calls a field of a posting, where it calls it otherwise."""


class Doing(Enum):
    """What an import does with a row."""

    ADDED = "added"
    CHANGED = "changed"
    LEFT = "left"
    NO_ACCOUNT = "no_account"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the file and what an import does with it.

    ``changes`` are the columns that say something else than the registry, with what it says and
    what the file says; ``field`` and ``reason`` are why a row is refused.
    """

    number: int
    name: str
    doing: Doing
    changes: Sequence[tuple[str, str, str]] = ()
    field: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import of a file does, row by row."""

    lines: Sequence[Line]

    def those(self, doing: Doing) -> list[Line]:
        """The rows with which that is done."""
        return [each for each in self.lines if each.doing is doing]

    @property
    def fit(self) -> bool:
        """Whether the import can be done: nothing is refused, and there is something to do."""
        todo = self.those(Doing.ADDED) + self.those(Doing.CHANGED)
        return bool(todo) and not self.those(Doing.REFUSED)

    @property
    def digest(self) -> str:
        """Alike for previews that say the same, and only for them."""
        return sha256(repr(self.lines).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is there, and the viewer may know: by e-mail, name and code."""

    accounts: Mapping[str, Account]
    officers: frozenset[UUID]
    postings: Mapping[UUID, Posting]
    agencies: Mapping[str, Agency]
    schools: Mapping[str, School]


def preview(rows: Sequence[Row | Unfit], *, viewer: Account | None) -> Preview:
    """Say of every row what an import would do; writes nothing.

    :param viewer: ``None`` for the operator on the command line.
    :raises NotFound: the registry is not the viewer's to keep.
    """
    return Preview(lines=[line for line, _ in _looked_at(rows, viewer)])


def import_rows(
    rows: Sequence[Row | Unfit], *, seen: str, viewer: Account | None, now: datetime
) -> Preview:
    """Record every row that says something new, in one transaction; running it again adds nothing.

    :param seen: the ``digest`` of the preview that was shown.
    :returns: what was done, as a preview says it.
    :raises NotFound: the registry is not the viewer's to keep.
    :raises Refused: a row is refused, or the registry is not what was shown any more; nothing was
        recorded.
    """
    with transaction():
        found = _looked_at(rows, viewer)
        done = Preview(lines=[line for line, _ in found])
        if done.digest != seen:
            raise Refused("The registry changed since this was shown. Look at it again.")
        if done.those(Doing.REFUSED):
            raise Refused("Some rows cannot be taken, so nothing was imported.")
        known = _known(viewer)
        for line, row in found:
            if row and line.doing in {Doing.ADDED, Doing.CHANGED}:
                schools = [known.schools[code] for code in row.schools]
                officer = known.accounts[row.email]
                new = _posting(row, known)
                postings.put(officer, new, schools, viewer=viewer, now=now)
        counts = {each.value: len(done.those(each)) for each in Doing}
        if viewer and done.fit:
            journal.record("officer roster imported", viewer, by=viewer, at=now, **counts)
    return done


def _looked_at(
    rows: Sequence[Row | Unfit], viewer: Account | None
) -> list[tuple[Line, Row | None]]:
    known = _known(viewer)
    there = [row for row in rows if isinstance(row, Row)]
    emails = Counter(row.email for row in there)
    licenses = Counter(row.license_number for row in there)
    theirs = {known.accounts[row.email].id for row in there if row.email in known.accounts}
    taken = {
        posting.license_number
        for account_id, posting in known.postings.items()
        if account_id not in theirs
    }
    found: list[tuple[Line, Row | None]] = []
    for row in rows:
        if isinstance(row, Unfit):
            found.append((_refused(row, row.field, row.reason), None))
            continue
        try:
            _refuse_twice(row, emails, licenses, taken)
            found.append((_line(row, known), row))
        except Refused as refused:
            field = next(iter(refused.fields), "")
            found.append((_refused(row, FIELDS.get(field, field), str(refused)), None))
    return found


def _refused(row: Row | Unfit, field: str, reason: str) -> Line:
    return Line(number=row.number, name=row.name, doing=Doing.REFUSED, field=field, reason=reason)


def _refuse_twice(row: Row, emails: Counter[str], licenses: Counter[str], taken: set[str]) -> None:
    if emails[row.email] > 1:
        raise Refused(f"{row.email} stands in more than one row.", "email")
    if licenses[row.license_number] > 1:
        raise Refused(f"{row.license_number} stands in more than one row.", "license_number")
    if row.license_number in taken:
        raise Refused(f"Another officer has license number {row.license_number}.", "license_number")


def _line(row: Row, known: _Known) -> Line:
    """What is done with a row that stands alone in its file.

    :raises Refused: it can't be taken; names the field.
    """
    new = _posting(row, known)
    account = known.accounts.get(row.email)
    if account is None:
        return Line(number=row.number, name=row.name, doing=Doing.NO_ACCOUNT)
    if account.id not in known.officers:
        raise Refused(f"The account of {row.email} is not an officer's.", "email")
    if " ".join(account.name.split()).casefold() != " ".join(row.name.split()).casefold():
        raise Refused(f"The account of {row.email} is {account.name}'s.", "name")
    posting = known.postings.get(account.id)
    if posting is None:
        return Line(number=row.number, name=row.name, doing=Doing.ADDED)
    changes = _changes(account, posting, row, new)
    doing = Doing.CHANGED if changes else Doing.LEFT
    return Line(number=row.number, name=row.name, doing=doing, changes=changes)


def _posting(row: Row, known: _Known) -> NewPosting:
    agency = known.agencies.get(row.agency.casefold())
    if agency is None:
        raise Refused(
            f"There is no agency {row.agency}. Add it first, or correct the name.", "agency"
        )
    unknown = [code for code in row.schools if code not in known.schools]
    if unknown or not row.schools:
        raise Refused(f"There is no school with the code {', '.join(unknown)}.", "schools")
    postings.refuse_unfit(row.license_number, row.assumed_on)
    return NewPosting(
        agency_id=agency.id,
        license_number=row.license_number,
        assumed_on=row.assumed_on,
        substitute=row.substitute,
        schools=frozenset(known.schools[code].id for code in row.schools),
    )


def _changes(
    account: Account, posting: Posting, row: Row, new: NewPosting
) -> list[tuple[str, str, str]]:
    before = {
        "agency": (posting.agency.name, row.agency, posting.agency_id != new.agency_id),
        "license_number": _both(posting.license_number, row.license_number),
        "schools": _both(_codes(school.code for school in account.schools), _codes(row.schools)),
        "assumed_duties_on": _both(_iso(posting.assumed_on), _iso(row.assumed_on)),
        "substitute": _both(_yes(posting.substitute), _yes(row.substitute)),
    }
    return [(field, was, comes) for field, (was, comes, other) in before.items() if other]


def _both(was: str, comes: str) -> tuple[str, str, bool]:
    return was, comes, was != comes


def _codes(codes: Iterable[str]) -> str:
    return " ".join(sorted(codes))


def _iso(day: date) -> str:
    return day.isoformat()


def _yes(answer: bool) -> str:  # noqa: FBT001 - it is what the column holds
    return "yes" if answer else "no"


def _known(viewer: Account | None) -> _Known:
    """What the rows are put to.

    :raises NotFound: the registry is not the viewer's to keep.
    """
    schools = sa.select(School)
    kept = Account.role == Role.OFFICER
    agencies = sa.select(Agency)
    if viewer is not None:
        kept = reach(viewer, Action.KEEP_OFFICER)
        schools = schools.where(reach(viewer, Action.ADD_AGENCY))
        agencies = agencies.where(reach(viewer, Action.KEEP_AGENCY))
    every = db.session.scalars(schools).all()
    if viewer is not None and not every:
        raise NotFound
    newest = sa.select(sa.func.max(Posting.seq)).group_by(Posting.account_id)
    lines = sa.select(Posting).where(Posting.seq.in_(newest)).options(joinedload(Posting.agency))
    accounts = db.session.scalars(sa.select(Account).options(selectinload(Account.schools)))
    return _Known(
        accounts={each.email: each for each in accounts},
        officers=frozenset(db.session.scalars(sa.select(Account.id).where(kept))),
        postings={each.account_id: each for each in db.session.scalars(lines)},
        agencies={each.name.casefold(): each for each in db.session.scalars(agencies)},
        schools={each.code: each for each in every},
    )
