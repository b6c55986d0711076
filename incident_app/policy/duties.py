"""IV.A and IV.B: what an officer is contracted to do, and what a contract is read against.

Read it beside the policy. ``says`` is our own paraphrase, never the adopted text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Duty(Enum):
    """One of the seven duties of IV.A, in the order of the policy."""

    CLIMATE = "climate"
    PROTECTION = "protection"
    LIAISON = "liaison"
    DRILLS = "drills"
    ASSESSMENTS = "assessments"
    TEACHING = "teaching"
    ENFORCEMENT = "enforcement"

    @property
    def clause(self) -> Clause:
        """The duty as a contract has to state it."""
        return _CLAUSE[self.value]

    @property
    def cite(self) -> str:
        """The paragraph: *IV.A.1*."""
        return self.clause.cite

    @property
    def title(self) -> str:
        """A few words, short enough for a button on a phone."""
        return self.clause.title

    @property
    def says(self) -> str:
        """The paragraph in one sentence of ours."""
        return self.clause.says


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a contract must say: the policy's paragraph and the statute's beside it.

    ``note`` says where the two differ so that a contract may meet one and not the other.
    """

    code: str
    title: str
    cite: str
    statute: str
    says: str
    note: str = ""


CLAUSES = (
    Clause(
        code="climate",
        title="School climate",
        cite="IV.A.1",
        statute="Minn. Stat. 626.8482, subd. 2(a)(1)",
        says="The officer builds relationships and talks openly, so that school is a good place.",
    ),
    Clause(
        code="protection",
        title="Protection",
        cite="IV.A.2",
        statute="Minn. Stat. 626.8482, subd. 2(a)(2)",
        says="The officer protects everyone on school grounds from crime.",
    ),
    Clause(
        code="liaison",
        title="Liaison",
        cite="IV.A.3",
        statute="Minn. Stat. 626.8482, subd. 2(a)(3)",
        says="The officer links the safety coordinator and law enforcement, so that the school "
        "and the police act together.",
    ),
    Clause(
        code="drills",
        title="Safety drills",
        cite="IV.A.4",
        statute="Minn. Stat. 626.8482, subd. 2(a)(4)",
        says="The officer advises the safety coordinator on drills that suit each school.",
    ),
    Clause(
        code="assessments",
        title="Assessments",
        cite="IV.A.5",
        statute="Minn. Stat. 626.8482, subd. 2(a)(5)",
        says="Supervised by the safety coordinator, the officer looks for weak points in "
        "buildings and in safety procedures.",
    ),
    Clause(
        code="teaching",
        title="Teaching",
        cite="IV.A.6",
        statute="Minn. Stat. 626.8482, subd. 2(a)(6)",
        says="The officer teaches and advises students and staff about the law and policing.",
    ),
    Clause(
        code="enforcement",
        title="Enforcement",
        cite="IV.A.7",
        statute="Minn. Stat. 626.8482, subd. 2(a)(7)",
        says="The officer enforces criminal law where another person is hurt or threatened, or "
        "where a victim or the victim's parent or guardian asks; with lesser juvenile offenses "
        "the officer works together with administrators.",
        note="The statute is wider: it names the enforcement of criminal laws without these "
        "limits. A contract with only the policy's words may not satisfy the statute.",
    ),
    Clause(
        code="no_discipline",
        title="No part in discipline",
        cite="IV.B",
        statute="Minn. Stat. 626.8482, subd. 2(c)",
        says="The officer uses neither force nor the authority of office only for a school rule, "
        "and takes no part in discipline for one.",
    ),
)
"""The checklist, in the order of the policy: the seven duties, then the limit on all of them."""

_CLAUSE = {clause.code: clause for clause in CLAUSES}
