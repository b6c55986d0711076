"""What is measured in a process of its own, and our kernel for bulk work."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

import numpy as np

from incident_app.policy import proof
from incident_app.policy.editions import EDINA_273, named
from incident_app.policy.engine import decide
from incident_app.policy.logic import FACTS
from incident_app.policy.table import compiled, unpacked

BLOCK = 1 << 16


def fresh(work, *args):
    """What a function returns in a new process, where nothing has been worked out yet."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(work, *args).result()


def first_decisions(sheets):
    """Seconds: the first decision (a blank sheet), then the mean over sheets on first sight."""
    answers = [unpacked(number) for number in sheets]
    start = perf_counter()
    decide(EDINA_273, dict.fromkeys(FACTS))
    blank = perf_counter() - start
    start = perf_counter()
    for each in answers:
        decide(EDINA_273, each)
    return blank, (perf_counter() - start) / len(answers)


def compile_and_prove(name):
    """Seconds for the one and for the other, and the number of problems found."""
    edition = named(name)
    start = perf_counter()
    compiled(edition)
    middle = perf_counter()
    problems = list(proof.problems(edition))
    return middle - start, perf_counter() - middle, len(problems)


def as_array(edition):
    return np.frombuffer(compiled(edition), np.uint8)


def routed(codes, sheets, out):
    """Our kernel. ``wrap`` spares numpy the bounds test; a packed sheet is always in bounds."""
    for start in range(0, len(sheets), BLOCK):
        end = start + BLOCK
        np.take(codes, sheets[start:end], out=out[start:end], mode="wrap")
    return out


def peak(saved):
    """MiB at the peak of compiling and routing, above the input and the output; Linux only."""
    sheets = np.load(saved)
    out = np.ones(len(sheets), np.uint8)

    def kib(field):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(field))

    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = kib("VmRSS")
    routed(as_array(EDINA_273), sheets, out)
    return (kib("VmHWM") - before) / 1024
