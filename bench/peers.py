"""The contenders for one decision: each given the same policy in the form it likes best.

No engine here knows *not known yet* the way ours does, so all get the policy worked out to
its shortest settling sheets: one of these contained in a sheet settles it, a contradiction
comes first, and whatever is left is undetermined. That is exact, and short.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, Any

import cel
import zen
from json_logic import jsonLogic

from incident_app.policy.editions import EDINA_273
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.logic import FACTS, Algebra
from incident_app.policy.outcome import Outcome
from incident_app.policy.table import OUTCOMES, REFUSED, compiled, packed, shortest

if TYPE_CHECKING:
    from collections.abc import Callable

UNDETERMINED = OUTCOMES.index(Outcome.UNDETERMINED)
NAMES = [fact.name for fact in FACTS]
OURS = "**ours: `decide`**"
CHAIN = "plain Python if-chain"
CEL_READY = "CEL Rust, context ready"
CEL_DICT = "CEL Rust, dict in"
ZEN_PLAIN = "ZEN, `ZenEngine.evaluate`"
ZEN_TRACE = "ZEN, `ZenEngine.evaluate`, trace"
ZEN_DECISION = "ZEN, `ZenDecision.evaluate`, trace"


@cache
def first_match():
    """Each code with the sheets that settle it, as ``(fact, answer)`` pairs; the first wins."""
    pairs = Algebra(
        lambda fact: ((fact.name, True),), add, None, lambda pair: ((pair[0][0], not pair[0][1]),)
    )
    refused = EDINA_273.refuses.walk(pairs)
    found = [(REFUSED, [refused])]
    for outcome in EDINA_273.outcomes:
        sheets = shortest(EDINA_273, outcome)
        known = [[(f.name, a) for f, a in sheet.items() if a is not None] for sheet in sheets]
        found.append((OUTCOMES.index(outcome), list(map(tuple, known))))
    return found


def formula(sheets, literal, both, either):
    """Holds where one of the sheets is contained; what most of them share is tested once."""
    ((shared, _),) = Counter(chain.from_iterable(sheets)).most_common(1)
    rests = [tuple(p for p in sheet if p != shared) for sheet in sheets if shared in sheet]
    others = [sheet for sheet in sheets if shared not in sheet]
    here = literal(*shared)
    if all(rests):
        here = both(here, formula(rests, literal, both, either))
    return either(here, formula(others, literal, both, either)) if others else here


def text(sheets, literal, both, either):
    return formula(
        sheets, literal, lambda a, b: f"({a} {both} {b})", lambda a, b: f"({a} {either} {b})"
    )


@dataclass(frozen=True)
class Engine:
    """``prepare`` makes an engine's own input of a sheet and is not timed; ``run`` is."""

    name: str
    gives: str
    prepare: Callable[[dict], Any]
    run: Callable[[Any], Any]
    code: Callable[[Any], int] = lambda result: result


def _by_name(sheet):
    return {fact.name: answer for fact, answer in sheet.items()}


def _ours(sheet):
    decision = decide(EDINA_273, sheet)
    return (
        decision.outcome,
        decision.because,
        decision.cites,
        decision.ask,
        decision.irrelevant,
    )


def checked(engine, sheet):
    """The code an engine gives; a contradiction that ours raises is a code as well."""
    try:
        return engine.code(engine.run(engine.prepare(sheet)))
    except Contradiction:
        return REFUSED


def _if_chain():
    tests = [
        (text(s, lambda name, yes: f"sheet[{name!r}] is {yes}", "and", "or"), code)
        for code, s in first_match()
    ]
    lines = [f"    if {test}: return {code}" for test, code in tests]
    names: dict[str, Any] = {}
    exec("\n".join(["def chain(sheet):", *lines, f"    return {UNDETERMINED}"]), names)  # noqa: S102 - the text above
    return names["chain"]


def _cel_program():
    def literal(name, yes):
        return f"{name} == {str(yes).lower()}"

    tests = [f"{text(s, literal, '&&', '||')} ? {code} : " for code, s in first_match()]
    return cel.compile("".join(tests) + str(UNDETERMINED))


def _cel_context(sheet):
    context = cel.Context()
    context.update(_by_name(sheet))
    return context


def _json_logic():
    tests = [
        (
            formula(
                sheets,
                lambda name, yes: {"===": [{"var": name}, yes]},
                lambda a, b: {"and": [a, b]},
                lambda a, b: {"or": [a, b]},
            ),
            code,
        )
        for code, sheets in first_match()
    ]
    return {"if": [*chain.from_iterable(tests), UNDETERMINED]}


def zen_graph():
    """A decision table of hit policy *first*, one row for each shortest sheet."""
    rows = [(code, dict(sheet)) for code, sheets in first_match() for sheet in sheets]
    rules = [
        {"_id": str(number), "code": str(code)}
        | {name: str(sheet[name]).lower() if name in sheet else "" for name in NAMES}
        for number, (code, sheet) in enumerate([*rows, (UNDETERMINED, {})])
    ]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in NAMES],
        "outputs": [{"id": "code", "name": "code", "field": "code"}],
        "rules": rules,
    }
    at = {"position": {"x": 0, "y": 0}}
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", **at},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": table, **at},
            {"id": "out", "name": "out", "type": "outputNode", **at},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }


def zen_code(answer):
    return answer["result"]["code"]


def _zen_traced(answer):
    if answer["trace"]["table"]["traceData"] is None:
        raise AssertionError(answer)
    return zen_code(answer)


@cache
def zen_engine():
    return zen.ZenEngine({"loader": {"type": "static", "content": {"policy": zen_graph()}}})


def engines():
    table, trace = compiled(EDINA_273), {"trace": True}
    program, logic, quick = _cel_program(), _json_logic(), zen_engine()
    slow = zen.ZenEngine().create_decision(json.dumps(zen_graph()))
    everything = "outcome, rows, citations, what to ask, what no longer matters"
    return [
        Engine(OURS, everything, dict, _ours, lambda said: OUTCOMES.index(said[0])),
        Engine("ours: look-up in `compiled`", "code", dict, lambda sheet: table[packed(sheet)]),
        Engine(CHAIN, "code", _by_name, _if_chain()),
        Engine(CEL_READY, "code", _cel_context, program.execute),
        Engine(CEL_DICT, "code", _by_name, program.execute),
        Engine("json-logic (panzi)", "code", _by_name, lambda it: jsonLogic(logic, it)),
        Engine(ZEN_PLAIN, "code", _by_name, lambda it: quick.evaluate("policy", it), zen_code),
        Engine(
            ZEN_TRACE,
            "code, row, trace",
            _by_name,
            lambda it: quick.evaluate("policy", it, trace),
            _zen_traced,
        ),
        Engine(
            ZEN_DECISION,
            "code, row, trace",
            _by_name,
            lambda it: slow.evaluate(it, trace),
            _zen_traced,
        ),
    ]
