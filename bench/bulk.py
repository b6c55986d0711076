"""The contenders for bulk work: packed sheets in, one byte for each out."""

from __future__ import annotations

import ctypes
import subprocess
from functools import reduce
from operator import and_, or_
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
from cold import as_array, routed
from peers import UNDETERMINED, first_match, formula, text, zen_code, zen_engine

from incident_app.policy.editions import EDINA_273, MINNESOTA_626_8482
from incident_app.policy.logic import FACTS
from incident_app.policy.table import REFUSED, SHEETS

COPY = "copy of the same input, no table"
KERNEL = "**ours: numpy take, 64k blocks**"
C_SHEET = "C look-up, sheet in"
C_DAY = "C look-up, sheet and day in"
POLARS_PLAIN = "Polars CASE, an arm for each shortest sheet"
POLARS_BEST = "Polars CASE, an arm for each outcome, streaming"
DUCKDB = "DuckDB CASE, an arm for each outcome"
BATCH = "ZEN `evaluate_batch`, no trace, CPU time"
BATCH_ROWS = 2000
COUNTS = "**ours: counts from a kept histogram**"

_C = f"""
#include <stddef.h>
#include <stdint.h>
void look_up(const uint8_t *table, const int32_t *sheet, uint8_t *out, size_t n)
{{ for (size_t i = 0; i < n; i++) out[i] = table[sheet[i]]; }}
void look_up_on_day(const uint8_t *tables, const int32_t *sheet, const int32_t *day,
                    uint8_t *out, int32_t changed, size_t n)
{{ for (size_t i = 0; i < n; i++) out[i] = tables[(day[i] >= changed) * {SHEETS} + sheet[i]]; }}
"""


def contenders(sheets, out, folder: Path):
    """Each contender's turn, and what it must return; loops in place all fill the one ``out``."""
    mine, other = as_array(EDINA_273), as_array(MINNESOTA_626_8482)
    copy = np.zeros_like(sheets)
    columns = {
        fact.name: (sheets // 3**place % 3).astype(np.uint8)
        for place, fact in enumerate(reversed(FACTS))
    }
    frame, codes = pl.DataFrame(columns), mine[sheets]
    known = np.bincount(sheets, minlength=SHEETS)
    counts = np.bincount(other[sheets], minlength=REFUSED + 1)
    return {
        COPY: (lambda: np.copyto(copy, sheets), None),
        KERNEL: (lambda: routed(mine, sheets, out), codes),
        POLARS_BEST: (_polars_case(frame, factored=True, engine="streaming"), codes),
        POLARS_PLAIN: (_polars_case(frame, factored=False, engine="in-memory"), codes),
        DUCKDB: (_duckdb_case(columns), codes),
        BATCH: (_zen_batch(columns, BATCH_ROWS), codes[:BATCH_ROWS]),
        COUNTS: (lambda: np.bincount(other, known, REFUSED + 1), counts),
        **_c_look_ups(sheets, mine, other, out, folder),
    }


def _c_look_ups(sheets, mine, other, out, folder):
    """The limit, compiled here and now; nothing without a C compiler."""
    (source := folder / "look_up.c").write_text(_C, encoding="ascii")
    library = folder / "look_up.so"
    try:
        subprocess.run(["cc", "-O3", "-shared", "-fPIC", "-o", library, source], check=True)  # noqa: S603, S607
    except FileNotFoundError:
        return {}
    c, rows = ctypes.CDLL(str(library)), ctypes.c_size_t(len(sheets))
    both, change = np.concatenate([mine, other]), 500
    day = np.sort(np.random.default_rng(1).integers(0, 2 * change, len(sheets), np.int32))

    def look_up():
        c.look_up(*map(_pointer, (mine, sheets, out)), rows)
        return out

    def look_up_on_day():
        arrays = map(_pointer, (both, sheets, day, out))
        c.look_up_on_day(*arrays, ctypes.c_int32(change), rows)
        return out

    return {
        C_SHEET: (look_up, mine[sheets]),
        C_DAY: (look_up_on_day, np.where(day < change, mine[sheets], other[sheets])),
    }


def _pointer(array):
    return ctypes.c_void_p(array.ctypes.data)


def _zen_batch(columns, rows):
    """The first rows through ZEN's own batch call."""
    answer = (False, True, None)
    sheets = zip(*(column[:rows].tolist() for column in columns.values()), strict=True)
    contexts = [dict(zip(columns, (answer[digit] for digit in row), strict=True)) for row in sheets]
    requests = [{"key": "policy", "context": context} for context in contexts]
    engine = zen_engine()
    return lambda: [zen_code(each["data"]) for each in engine.evaluate_batch(requests)]


def _polars_case(frame, *, factored, engine):
    """A CASE over eleven byte columns: an arm for each shortest sheet, or for each outcome."""

    def literal(name, yes):
        return pl.col(name) == int(yes)

    arms: Any = pl
    for code, sheets in first_match():
        each = [reduce(and_, (literal(*pair) for pair in sheet)) for sheet in sheets]
        for test in [formula(sheets, literal, and_, or_)] if factored else each:
            arms = arms.when(test).then(pl.lit(code, pl.UInt8))
    query = frame.lazy().select(arms.otherwise(pl.lit(UNDETERMINED, pl.UInt8)).alias("code"))

    def run():
        return query.collect(engine=engine)["code"].to_numpy()

    return run


def _duckdb_case(columns):
    """The CASE in DuckDB, over a table in memory; the codes come back as a numpy array."""
    database = duckdb.connect(config={"threads": 1})
    database.register("columns", columns)
    database.execute("CREATE TABLE sheets AS SELECT * FROM columns")
    arms = [
        f"WHEN {text(sheets, lambda name, yes: f'{name} = {int(yes)}', 'AND', 'OR')} THEN {code}"
        for code, sheets in first_match()
    ]
    query = f"SELECT (CASE {' '.join(arms)} ELSE {UNDETERMINED} END)::UTINYINT AS code FROM sheets"  # noqa: S608 - no input
    return lambda: database.execute(query).fetchnumpy()["code"]
