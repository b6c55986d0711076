"""Incidents still being written: kept on the server as they are typed.

A draft is not part of the record, so saving one writes no event. Its id is the key of the
form: the incident logged from it carries the same, and the draft ends with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Draft, Incident

from . import NotFound, Refused, once, transaction

SOURCE = "form"
"""The ``source`` of incidents logged from a draft; their ``external_id`` is the draft's id."""

MOST_DRAFTS = 200
MOST_CHARACTERS = 400_000
"""Of all fields of a draft together."""

Fields = Sequence[tuple[str, str]]
"""Names and values of a form in the order a browser sends them."""


class Newer(RuntimeError):
    """Another page has saved this draft since; nothing was saved.

    :ivar version: of the draft that is there.
    :ivar saved_at: when that was saved.
    """

    def __init__(self, draft: Draft) -> None:
        self.version = draft.version
        self.saved_at = draft.saved_at
        super().__init__("This draft was changed on another page.")


class Gone(RuntimeError):
    """The draft was thrown away while a page of it was still open."""


class TooLarge(ValueError):
    """There is more in the form than an incident can hold many times over."""


class Logged(RuntimeError):
    """The incident of this draft is logged already.

    :ivar incident_id: the incident.
    """

    def __init__(self, incident_id: UUID) -> None:
        self.incident_id = incident_id
        super().__init__("This draft is logged.")


def mine(*, viewer: Account) -> Sequence[Draft]:
    """The viewer's drafts, the last saved first."""
    query = sa.select(Draft).where(reach(viewer, Action.EDIT_DRAFT))
    return db.session.scalars(query.order_by(Draft.saved_at.desc(), Draft.id)).all()


def get(draft_id: UUID, *, viewer: Account) -> Draft:
    """A draft of the viewer's.

    :raises Logged: it has become an incident.
    :raises NotFound: absent, or somebody else's.
    """
    _refuse_logged(draft_id, viewer=viewer)
    draft = _mine(draft_id, viewer=viewer)
    if draft is None:
        raise NotFound
    return draft


def save(  # noqa: PLR0913 - what, which, by whom, when
    draft_id: UUID,
    fields: Fields,
    *,
    version: int,
    page: str,
    viewer: Account,
    now: datetime,
    pressed: bool = True,
) -> Draft:
    """Keep what is typed.

    :param version: of the draft that the page began with or last saved; 0 for a new one.
    :param page: a word of the open page's own. A page never disagrees with itself, whatever
        version it last heard of: its answer may have been lost.
    :param pressed: whether a person pressed a button. What a page saves by itself does not
        bring a draft back that was thrown away.
    :raises Newer: another page has saved since that version.
    :raises Logged: the incident is logged already.
    :raises Gone: the draft was thrown away meanwhile.
    :raises TooLarge: the fields hold more than 400,000 characters.
    :raises Refused: the viewer has 200 drafts, and this would be one more.
    :raises NotFound: the draft is somebody else's.
    """
    kept = [["page", page], *([name, value] for name, value in fields if name != "page")]
    if sum(len(value) for _, value in kept) > MOST_CHARACTERS:
        raise TooLarge
    return once(
        lambda: _saved(
            draft_id, kept, version=version, page=page, viewer=viewer, now=now, pressed=pressed
        )
    )


def _saved(  # noqa: PLR0913 - what, which, by whom, when
    draft_id: UUID,
    kept: list[list[str]],
    *,
    version: int,
    page: str,
    viewer: Account,
    now: datetime,
    pressed: bool,
) -> Draft:
    with transaction():
        one_after_the_other(viewer=viewer)
        _refuse_logged(draft_id, viewer=viewer)
        refuse_somebody_elses(draft_id, viewer=viewer)
        draft = _mine(draft_id, viewer=viewer)
        if draft is None:
            if version and not pressed:
                raise Gone
            if _count(viewer=viewer) >= MOST_DRAFTS:
                raise Refused(f"You have {MOST_DRAFTS} drafts. Throw some of them away first.")
            draft = Draft(id=draft_id, account_id=viewer.id, version=0, created_at=now)
            db.session.add(draft)
        elif _is_newer(draft, version, page):
            raise Newer(draft)
        draft.fields = kept
        draft.version += 1
        draft.saved_at = now
    return draft


def one_after_the_other(*, viewer: Account) -> None:
    """Hold back what else this account saves or logs until the open transaction is over.

    A new draft has no row of its own to lock.
    """
    db.session.execute(
        sa.select(Account.id).where(Account.id == viewer.id).with_for_update(key_share=True)
    )


def refuse_newer(draft_id: UUID, *, version: int, page: str, viewer: Account) -> None:
    """Check that no other page has saved the draft since a version.

    :raises Newer: one has.
    """
    draft = _mine(draft_id, viewer=viewer)
    if draft is not None and _is_newer(draft, version, page):
        raise Newer(draft)


def discard(draft_id: UUID, *, viewer: Account) -> None:
    """Throw a draft away.

    :raises NotFound: absent, or somebody else's.
    """
    with transaction():
        one_after_the_other(viewer=viewer)
        draft = _mine(draft_id, viewer=viewer)
        if draft is None:
            raise NotFound
        db.session.delete(draft)


def end(external_id: str, *, viewer: Account) -> None:
    """Take the draft of an incident that is being logged away, in the open transaction."""
    db.session.execute(
        sa.delete(Draft).where(Draft.id == UUID(external_id), reach(viewer, Action.EDIT_DRAFT))
    )


def _count(*, viewer: Account) -> int:
    mine_ = sa.select(sa.func.count(Draft.id)).where(reach(viewer, Action.EDIT_DRAFT))
    return db.session.scalar(mine_) or 0


def _is_newer(draft: Draft, version: int, page: str) -> bool:
    return draft.version > version and draft.fields[0][1] != page


def _mine(draft_id: UUID, *, viewer: Account) -> Draft | None:
    query = sa.select(Draft).where(Draft.id == draft_id, reach(viewer, Action.EDIT_DRAFT))
    return db.session.scalar(query)


def _refuse_logged(draft_id: UUID, *, viewer: Account) -> None:
    logged = sa.select(Incident.id).where(
        Incident.source == SOURCE,
        Incident.external_id == str(draft_id),
        # One's own is logged though its school is out of reach by now: it makes no second draft.
        reach(viewer, Action.READ_INCIDENT) | (Incident.logged_by_id == viewer.id),
    )
    incident_id = db.session.scalar(logged)
    if incident_id is not None:
        raise Logged(incident_id)


def refuse_somebody_elses(draft_id: UUID, *, viewer: Account) -> None:
    """Check that nobody else writes a draft of this id.

    :raises NotFound: somebody does.
    """
    others = sa.exists().where(Draft.id == draft_id, Draft.account_id != viewer.id)
    if db.session.scalar(sa.select(others)):
        raise NotFound
