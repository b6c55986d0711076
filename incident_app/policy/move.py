"""Why the route moved from one decision to the next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from .engine import Contradiction, decide
from .logic import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .engine import Decision, Edition, Row
    from .logic import Answer, Fact
    from .outcome import Outcome


SEVERAL = 2
"""More paragraphs than these are counted, not named, in a sentence."""


class Stand(NamedTuple):
    """What a decision was made from: an edition, and an answer or ``None`` for every fact."""

    edition: Edition
    answers: Mapping[Fact, Answer]


@dataclass(frozen=True, kw_only=True)
class Move:
    """What differs between two stands, and what of it moved the outcome.

    ``changed`` are all facts answered differently, in form order. ``by`` are as few of them as
    give the new outcome when they alone change (with the edition too, when ``by_edition``);
    nothing smaller does. Both are empty where the outcome stays. ``sentence`` says it.
    """

    before: Outcome
    after: Outcome
    changed: tuple[Fact, ...]
    by: tuple[Fact, ...]
    by_edition: bool
    sentence: str


def move(before: Stand, after: Stand) -> Move:
    """Compare two decisions.

    :raises Contradiction: an edition refuses its answers.
    """
    said = decide(*before), decide(*after)
    changed = tuple(fact for fact in FACTS if before.answers[fact] is not after.answers[fact])
    by: tuple[Fact, ...] = ()
    by_edition = False
    if said[0].outcome is not said[1].outcome:
        by, by_edition = _smallest(before, after, changed, said[1].outcome)
        why = " and ".join(_why(before, after, by, by_edition=by_edition))
        sentences = [
            f"The route moved from {said[0].outcome.title} to {said[1].outcome.title} "
            f"because {why}.",
            *_paragraphs(before, after, *said),
        ]
    else:
        sentences = [*_stays(before, after, *said)]
    return Move(
        before=said[0].outcome,
        after=said[1].outcome,
        changed=changed,
        by=by,
        by_edition=by_edition,
        sentence=" ".join(sentences),
    )


def _smallest(
    before: Stand, after: Stand, changed: tuple[Fact, ...], outcome: Outcome
) -> tuple[tuple[Fact, ...], bool]:
    """As few changes as give the outcome by themselves; all of them together always do."""
    other_edition = before.edition is not after.edition
    for size in range(len(changed) + 2):
        for with_edition in (False, True)[: 1 + other_edition]:
            if with_edition > size:
                continue
            edition = after.edition if with_edition else before.edition
            for facts in combinations(changed, size - with_edition):
                tried = {**before.answers, **{fact: after.answers[fact] for fact in facts}}
                try:
                    if decide(edition, tried).outcome is outcome:
                        return facts, with_edition
                except Contradiction:
                    continue
    raise AssertionError  # pragma: no cover - all changes together give what was decided


def _why(before: Stand, after: Stand, by: Iterable[Fact], *, by_edition: bool) -> Iterator[str]:
    if by_edition:
        yield f"another edition speaks now: {after.edition.title}"
    for fact in by:
        known = after.answers[fact]
        said = f"whether {fact.yes}" if known is None else fact.words(holds=known)
        open_again = "it is not known any more " if known is None else ""
        yield f"{open_again}{said} (before: {_WORDS[before.answers[fact]]})"


_WORDS = {True: "yes", False: "no", None: "not known yet"}


def _paragraphs(before: Stand, after: Stand, was: Decision, now: Decision) -> Iterator[str]:
    """Which paragraph stopped deciding, and which one decides now or could."""
    ended = [] if before.edition is not after.edition else [*_ended(before, after, was, now)]
    if ended:
        yield f"{_capital('; '.join(ended))}."
    if now.ask:
        several = len(now.because) > SEVERAL
        falls = f"any of {len(now.because)} paragraphs" if several else _cites(now.because)
        yield f"It could now fall under {falls}."
    elif all(row.when is None for row in now.because):
        yield "No paragraph of the policy is engaged now."
    elif was.ask:
        yield f"That settles it under {_cites(now.because)}."
    else:
        yield f"It is decided now by {_cites(now.because)}."


def _ended(before: Stand, after: Stand, was: Decision, now: Decision) -> Iterator[str]:
    """What became of each paragraph that decided; nothing of those that only might have."""
    if was.ask:
        return
    for row in was.because:
        if row.when is None:
            continue
        held, holds = row.when.evaluate(before.answers), row.when.evaluate(after.answers)
        if holds is False:
            yield f"“{row.cite}” {'no longer holds' if held else 'can no longer hold'}"
        elif holds is None and held:
            yield f"it is not known any more whether “{row.cite}” holds"
        elif holds and now.ask:
            yield f"“{row.cite}” holds, but a paragraph before it may hold too"
        elif holds:
            yield f"“{row.cite}” holds, but {_cites(now.because)} comes before it"


def _stays(before: Stand, after: Stand, was: Decision, now: Decision) -> Iterator[str]:
    if before.edition is not after.edition:
        yield f"Another edition speaks now: {after.edition.title}."
    if now.ask:
        count = len(now.ask)
        left = f"{count} questions can" if count > 1 else "1 question can"
        yield f"The route stays {now.outcome.title}: {left} still change it."
    elif was.cites != now.cites:
        yield (
            f"The route stays {now.outcome.title}, now by {_cites(now.because)} "
            f"instead of {_cites(was.because)}."
        )
    else:
        yield f"The route stays {now.outcome.title}, by {_cites(now.because)}."


def _cites(rows: Iterable[Row]) -> str:
    return " or ".join(f"“{row.cite}”" for row in rows)


def _capital(clause: str) -> str:
    return clause[:1].upper() + clause[1:]
