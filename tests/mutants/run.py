"""Plants each fault in a copy of the program and runs the tests that must find it.

``make mutants`` runs all; ``make mutants ONLY=words`` those with these words in their name or file.
Prints a line for each and ends with 1 where a fault survives or a change applies no more.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutants.faults import FAULTS

if TYPE_CHECKING:
    from tests.mutants.fault import Fault

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = int(os.environ.get("MUTANTS_AT_ONCE") or 2)
PATIENCE = 900
"""Seconds until the tests of one fault are given up; a fault that makes them hang is found too."""
FAILED = 1
"""How pytest ends where a test failed; anything else found nothing."""


class Gone(Exception):
    """The change of a fault does not apply any more."""


def changed(fault: Fault, root: Path) -> str:
    """The file with the fault in it.

    :raises Gone: what it changes stands there more than once, or not at all.
    """
    text = (root / fault.file).read_text()
    if (there := text.count(fault.before)) != 1:
        raise Gone(f"{fault.name}: {there} times in {fault.file}")
    return text.replace(fault.before, fault.after)


def copy(to: Path) -> None:
    """The program and its tests as they are in the working tree, which may change meanwhile."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)


def tested(root: Path, test: str, on: str, pages: str) -> subprocess.CompletedProcess[str]:
    """Run a test file in a copy, up to its first failure."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        test,
        "-x",
        "-q",
        "-k",
        f"not {_other(on)}",
        "--tb=line",
    ]
    environ = os.environ | {
        "MATRIX_ONLY": pages,
        "PROVE_PAIRS": "20",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        command,
        cwd=root,
        env=environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def _other(on: str) -> str:
    return {"SQLite": "PostgreSQL", "PostgreSQL": "SQLite"}[on]


def sound(root: Path, faults: list[Fault]) -> list[str]:
    """What fails without any fault, which would find everything."""
    runs = sorted({(fault.killed_by, fault.on, fault.pages) for fault in faults})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = pool.map(lambda run: (run, tested(root, *run)), runs)
        return [f"{run}: {one.stdout[-600:]}" for run, one in done if one.returncode]


def found(fault: Fault, whole: Path) -> str | None:
    """The test that finds a fault, or ``None`` where it survives.

    :param whole: the program without a fault, which is copied.

    :raises Gone: the change does not apply.
    """
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        root = Path(folder)
        shutil.copytree(whole, root, dirs_exist_ok=True)
        (root / fault.file).write_text(changed(fault, root))
        try:
            done = tested(root, fault.killed_by, fault.on, fault.pages)
        except subprocess.TimeoutExpired:
            return f"{fault.killed_by} (hangs)"
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if done.returncode != FAILED or not failed:
        return None
    return failed[0].split(" ", 1)[1].partition(" - ")[0]


def outcome(fault: Fault, whole: Path) -> tuple[Fault, str | None]:
    """A fault and what finds it; what applies no more is found by nothing."""
    try:
        return fault, found(fault, whole)
    except Gone as gone:
        return fault, f"DOES NOT APPLY: {gone}"


def main() -> int:
    """Run all, or those named; the exit status is the verdict."""
    named = " ".join(sys.argv[1:]).lower()
    faults = [fault for fault in FAULTS if named in f"{fault.name} {fault.file}".lower()]
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        whole = Path(folder)
        copy(whole)
        if unsound := sound(whole, faults):
            print("Without any fault, these fail already:", *unsound, sep="\n")
            return 1
        wrong = 0
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for fault, killer in pool.map(lambda fault: outcome(fault, whole), faults):
                wrong += killer is None or killer.startswith("DOES NOT")
                print(f"{fault.name:<60} {killer or 'SURVIVED'}", flush=True)
    print(f"{len(faults) - wrong} of {len(faults)} faults are found.")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
