"""The district's own words of its policy: pasted, never edited away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, PolicyText
from incident_app.vocabulary import LONGEST_PARAGRAPH, Role

from . import NotFound, Refused, transaction
from .texts import refuse_unkept

if TYPE_CHECKING:
    from incident_app.policy.engine import Edition


class Overtaken(Refused):
    """Someone else pasted these paragraphs after the viewer read them; nothing was saved.

    ``fields`` are the paragraphs.
    """

    def __init__(self, *paragraphs: str) -> None:
        super().__init__(
            "Someone else changed this paragraph after you opened the page. Compare both below. "
            "Choose which words stay, then save.",
            *paragraphs,
        )


def paste(
    edition: Edition,
    texts: Mapping[str, str],
    *,
    seen: Mapping[str, UUID | None],
    viewer: Account,
    now: datetime,
) -> tuple[str, ...]:
    """Put the district's own words in place, and say which paragraphs that changed.

    Only a paragraph whose words differ becomes a new line; one left as the viewer saw it stays
    as it is now. Line breaks stay, as single line feeds; blank ends fall away.

    :param texts: by paragraph; an empty text takes the paragraph down.
    :param seen: by paragraph, the line the viewer had before them; ``None`` if there was none.
    :raises Refused: a text is longer than 20,000 characters or holds a NUL.
    :raises Overtaken: a changed paragraph is no longer as the viewer saw it.
    :raises NotFound: out of the viewer's reach.
    """
    wanted = {each: _kept(each, texts[each]) for each in edition.paragraphs if each in texts}
    with transaction():
        _one_after_the_other()
        lines = db.session.scalars(
            sa.select(PolicyText)
            .where(PolicyText.edition == edition.name, reach(viewer, Action.PASTE_POLICY))
            .order_by(PolicyText.seq)
        ).all()
        last = {line.paragraph: line for line in lines}
        read: dict[tuple[str, UUID | None], PolicyText] = {
            (line.paragraph, line.id): line for line in lines
        }
        changed: list[str] = []
        overtaken: list[str] = []
        for paragraph, text in wanted.items():
            stands = last.get(paragraph)
            saw = read.get((paragraph, seen.get(paragraph)))
            if text in {each.text if each else "" for each in (saw, stands)}:
                continue
            (changed if saw is stands else overtaken).append(paragraph)
        if overtaken:
            raise Overtaken(*overtaken)
        if changed:
            _add(edition, {each: wanted[each] for each in changed}, viewer=viewer, now=now)
    return tuple(changed)


def _kept(paragraph: str, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    refuse_unkept(text, field=paragraph)
    if len(text) > LONGEST_PARAGRAPH:
        raise Refused(f"Enter at most {LONGEST_PARAGRAPH:,} characters.", paragraph)
    return text


def _one_after_the_other() -> None:
    """Hold back every other paste until this one is over; a paragraph may have no row to lock."""
    pasters = sa.select(Account.id).where(Account.role == Role.SYSTEM_ADMINISTRATOR)
    db.session.execute(pasters.order_by(Account.id).with_for_update(key_share=True))


def _add(edition: Edition, texts: Mapping[str, str], *, viewer: Account, now: datetime) -> None:
    lines = [
        PolicyText(
            edition=edition.name,
            paragraph=paragraph,
            text=text,
            pasted_by_id=viewer.id,
            pasted_at=now,
        )
        for paragraph, text in texts.items()
    ]
    db.session.add_all(lines)
    db.session.flush()
    # What is written must lie within reach, as what is read must.
    reached = sa.select(sa.func.count(PolicyText.seq)).where(
        PolicyText.id.in_([line.id for line in lines]), reach(viewer, Action.PASTE_POLICY)
    )
    if db.session.scalar(reached) != len(lines):
        raise NotFound
    journal.record(
        "policy text pasted",
        lines[0],
        by=viewer,
        at=now,
        edition=edition.name,
        paragraphs=list(texts),
        lengths=[len(text) for text in texts.values()],
    )
