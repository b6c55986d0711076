"""Answer sheets as lines of JSON: what other programs send and get back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .engine import Contradiction, decide
from .logic import BY_NAME, FACTS, Answer, Fact

if TYPE_CHECKING:
    from .engine import Edition

WORDS: dict[str, Answer] = {"yes": True, "no": False, "unknown": None}


class BadLine(ValueError):
    """A line can't be read or decided; the message names the field."""


def classified(line: str, edition: Edition) -> str:
    """The decision of one line, as one line.

    :param line: an object with ``id`` and ``answers``: fact name to *yes*, *no* or *unknown*.
        A fact left out is unknown; other keys of the object are ignored.
    :returns: an object with ``id``, ``outcome``, ``cites``, ``ask`` and ``because``.
    :raises BadLine: the line is no such object, names a fact there is not, or contradicts
        itself.
    """
    given = _object(line)
    if "id" not in given:
        raise BadLine("id: is missing.")
    try:
        decision = decide(edition, _answers(given))
    except Contradiction as contradiction:
        names = " and ".join(f"answers.{fact.name}" for fact in contradiction.facts)
        raise BadLine(f"{names}: {contradiction}") from None
    return json.dumps(
        {
            "id": given["id"],
            "outcome": decision.outcome.value,
            "cites": list(decision.cites),
            "ask": [fact.name for fact in decision.ask],
            "because": [row.says for row in decision.because],
        },
        ensure_ascii=False,
    )


def _object(line: str) -> dict[str, Any]:
    try:
        given = json.loads(line, object_pairs_hook=_each_key_once)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(f"is not JSON ({getattr(error, 'msg', 'nested too deeply')}).") from None
    if not isinstance(given, dict):
        raise BadLine("is not a JSON object.")
    return given


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise BadLine(f"{', '.join(twice)}: stands there twice.")
    return dict(pairs)


def _answers(given: dict[str, Any]) -> dict[Fact, Answer]:
    answers = given.get("answers")
    if not isinstance(answers, dict):
        raise BadLine("answers: must be an object of fact names and answers.")
    sheet: dict[Fact, Answer] = dict.fromkeys(FACTS)
    for name, word in answers.items():
        if name not in BY_NAME:
            raise BadLine(f"answers.{name}: is not a fact. The facts are {', '.join(BY_NAME)}.")
        if not isinstance(word, str) or word not in WORDS:
            raise BadLine(f"answers.{name}: must be yes, no or unknown, not {json.dumps(word)}.")
        sheet[BY_NAME[name]] = WORDS[word]
    return sheet
