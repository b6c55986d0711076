"""Minn. Stat. 626.8482, subd. 2: the plain statute, for comparison.

Its seventh duty is the enforcement of criminal laws without any limit, so every crime is
the officer's; its ban on discipline is the one that the district's IV.B repeats.
"""

from __future__ import annotations

from datetime import date

from incident_app.policy.engine import Edition, Row
from incident_app.policy.logic import CRIME, FIREARM, SCHOOL_RULE
from incident_app.policy.outcome import Outcome

MINNESOTA_626_8482 = Edition(
    name="minnesota_626_8482",
    title="Minnesota Statutes 626.8482, subdivision 2",
    source="Laws of Minnesota 2024, chapter 78",
    adopted=date(2024, 3, 15),
    refuses=FIREARM & ~CRIME,
    rows=(
        Row(
            cite="Minn. Stat. 121A.05 and 20 U.S.C. 7961(h)",
            says="A pupil who unlawfully brings a firearm to school is referred to the criminal "
            "justice or juvenile system.",
            when=FIREARM,
            then=Outcome.LAW_ENFORCEMENT,
        ),
        Row(
            cite="Minn. Stat. 626.8482, subd. 2(a)(7)",
            says="Enforcing criminal laws is the officer's duty, whatever the crime.",
            when=CRIME,
            then=Outcome.LAW_ENFORCEMENT,
        ),
        Row(
            cite="Minn. Stat. 626.8482, subd. 2(c)",
            says="The officer may not use force or authority only to enforce school rules, or take "
            "part in discipline for breaking them.",
            when=SCHOOL_RULE,
            then=Outcome.DISCIPLINE_ONLY,
        ),
        Row(
            cite="No paragraph is engaged",
            says="Neither a crime nor a school rule is in question. Support or safety "
            "measures only.",
            when=None,
            then=Outcome.NO_VIOLATION,
        ),
    ),
)
