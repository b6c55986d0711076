"""How fast a decision is, for one sheet and for twenty million, beside other engines.

Run ``python bench/routing.py``. Contenders take turns in one process, on one thread each;
medians. Only the ratios mean anything on another machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

os.environ["POLARS_MAX_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

import bulk
import numpy as np
import peers
from cold import compile_and_prove, first_decisions, fresh, peak
from harness import EVEN, REGISTER, drawn, markdown, race

from incident_app.policy.editions import EDINA_273, EDITIONS
from incident_app.policy.table import REFUSED, SHEETS, compiled, packed, unpacked

PACKAGES = (
    "numpy",
    "polars",
    "duckdb",
    "zen-engine",
    "common-expression-language",
    "panzi-json-logic",
)


def one_decision(rounds):
    """Microseconds of each engine over sheets drawn like a register's."""
    engines = peers.engines()
    _check(engines)
    register = drawn(2000, REGISTER).tolist()
    us, even = (_micros(engines, each, rounds) for each in (register, drawn(2000, EVEN).tolist()))
    mine = peers.OURS
    rows = [
        (
            name,
            f"{us[name] / us[mine]:.2f}",
            f"{us[name]:.2f}",
            f"{even[name] / even[mine]:.2f}",
            f"{even[name]:.2f}",
            gives,
        )
        for name, gives in ((each.name, each.gives) for each in engines)
    ]
    print("\n## One decision")
    markdown(["engine", "x ours", "us", "x ours, even draw", "us, even draw", "gives"], rows)
    runs = [fresh(first_decisions, register) for _ in range(5)]
    blank, then = (median(run[part] for run in runs) for part in (0, 1))
    print(
        f"\nOurs in a new process: {blank * 1e3:.0f} ms for the first decision, of a blank sheet;"
    )
    print(f"then {then * 1e6:.1f} us for each of the {len(register)} sheets on first sight.")
    return us


def _check(engines):
    table = compiled(EDINA_273)
    for number in np.random.default_rng(1).integers(0, SHEETS, 2000).tolist():
        sheet = unpacked(number)
        for each in engines:
            if peers.checked(each, sheet) != table[packed(sheet)]:
                raise AssertionError((each.name, sheet))


def _micros(engines, numbers, rounds):
    sheets = [unpacked(number) for number in numbers]

    def turn(engine):
        inputs = list(map(engine.prepare, sheets))

        def run():
            decide_one = engine.run
            for each in inputs:
                decide_one(each)

        return run

    times = race({each.name: turn(each) for each in engines}, rounds)
    return {name: time.wall / len(sheets) * 1e6 for name, time in times.items()}


def in_bulk(rows, rounds):
    """Nanoseconds of each contender for one sheet, and the MiB that ours takes beside."""
    sheets, out = drawn(rows, REGISTER), np.zeros(rows, np.uint8)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contenders = bulk.contenders(sheets, out, folder)
        for contender, (turn, wanted) in contenders.items():
            out[:] = REFUSED
            said = turn()
            if wanted is not None and not np.array_equal(said, wanted):
                raise AssertionError(contender)
        times = race({name: turn for name, (turn, _) in contenders.items()}, rounds)
        np.save(saved := folder / "sheets.npy", sheets)
        extra = fresh(peak, saved)
    ns = {name: time.wall / rows * 1e9 for name, time in times.items()}
    ns[bulk.BATCH] = times[bulk.BATCH].cpu / bulk.BATCH_ROWS * 1e9
    copy, kernel = ns[bulk.COPY], ns[bulk.KERNEL]
    print(
        f"\n## Bulk: {rows:,} packed sheets, {len(np.unique(sheets)):,} different, a byte for each"
    )
    markdown(
        ["contender", "x copy", "x ours", "ns a sheet"],
        [
            (name, f"{each / copy:.3g}", f"{each / kernel:.3g}", f"{each:.3g}")
            for name, each in sorted(ns.items(), key=lambda pair: pair[1])
        ],
    )
    print(
        f"\nThe counts take {ns[bulk.COUNTS] * rows / 1e6:.2f} ms in all, however many rows there are."
    )
    print(f"Peak of compiling and routing above input and output: {extra:.1f} MiB.")
    return ns, extra


def compiling():
    """Seconds for each edition."""
    totals, rows = {}, []
    for edition in EDITIONS:
        runs = [fresh(compile_and_prove, edition.name) for _ in range(3)]
        table, proved, problems = (median(run[part] for run in runs) for part in range(3))
        totals[edition.name] = both = table + proved
        rows.append((edition.name, f"{table:.2f}", f"{proved:.2f}", f"{both:.2f}", problems))
    print("\n## Compile and prove, each time in a new process")
    markdown(["edition", "compile, s", "prove, s", "both, s", "problems"], rows)
    return totals


def goals(us, ns, extra, totals):
    """Each goal that this script can judge, what was seen, and whether it is met."""
    mine, kernel = us[peers.OURS], ns[bulk.KERNEL]

    def least(number, times, anchor, seen):
        verdict = "yes" if seen >= times else "**no**"
        return number, f"at least {times:,}x faster than {anchor}", f"{seen:,.3g}", verdict

    def most(number, limit, of, seen):
        verdict = "yes" if seen <= limit else "**no**"
        return number, f"at most {limit}{of}", f"{seen:.3g}", verdict

    return [
        most("G1", 2.5, "x the if-chain (code only)", mine / us[peers.CHAIN]),
        least("G2", 50, peers.ZEN_DECISION, us[peers.ZEN_DECISION] / mine),
        least("G2", 50, peers.ZEN_TRACE, us[peers.ZEN_TRACE] / mine),
        least("G3", 15, peers.CEL_DICT, us[peers.CEL_DICT] / mine),
        least("G3", 15, peers.CEL_READY, us[peers.CEL_READY] / mine),
        *(
            most("G4", 1.4, f"x {limit}", kernel / ns[limit])
            for limit in (bulk.C_DAY, bulk.C_SHEET)
            if limit in ns
        ),
        least("G5", 30, bulk.POLARS_PLAIN, ns[bulk.POLARS_PLAIN] / kernel),
        least("G5", 30, bulk.POLARS_BEST, ns[bulk.POLARS_BEST] / kernel),
        least("G5", 15_000, bulk.BATCH, ns[bulk.BATCH] / kernel),
        least("G5", 15_000, peers.ZEN_PLAIN, us[peers.ZEN_PLAIN] * 1e3 / kernel),
        most("G9", 0.1, "x the kernel", ns[bulk.COUNTS] / kernel),
        most("G10", 64, " MiB above input and output", extra),
        *(most("G11", 10, f" s, {name}", total) for name, total in totals.items()),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    before = os.getloadavg()[0]
    us = one_decision(arguments.rounds)
    ns, extra = in_bulk(arguments.rows, arguments.rounds)
    totals = compiling()
    print("\n## Goals")
    markdown(["goal", "what", "seen", "met"], goals(us, ns, extra, totals))
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(f"\nPython {platform.python_version()}, {packages}; {os.cpu_count()} cores.")
    print(f"Load average before {before:.2f}, after {os.getloadavg()[0]:.2f} (this run included).")


if __name__ == "__main__":
    main()
