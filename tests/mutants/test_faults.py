"""Every fault can still be planted, and what must find it is there. ``make mutants`` plants them."""

from pathlib import Path

import pytest

from tests.mutants.faults import FAULTS
from tests.mutants.run import ROOT, Gone, changed


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_every_fault_can_be_planted(fault):
    text = changed(fault, ROOT)
    assert text != (ROOT / fault.file).read_text()
    compile(text, fault.file, "exec")
    assert (ROOT / fault.killed_by).exists()


def test_a_change_that_applies_no_more_is_noticed():
    with pytest.raises(Gone, match="0 times"):
        changed(FAULTS[0]._replace(before="nothing like it"), ROOT)


def test_there_are_enough_faults_and_each_has_a_name_of_its_own():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 25
    assert {Path(fault.file).suffix for fault in FAULTS} == {".py"}
