"""Independent School District 273 (Edina, Minnesota), School Resource Officers policy.

Read it beside the policy: paragraphs IV.A.7 and IV.B, first row that holds wins. ``says``
is our paraphrase; a district shows its own adopted text beside it.
"""

from __future__ import annotations

from incident_app.policy.engine import Edition, Row
from incident_app.policy.logic import (
    AT_SCHOOL,
    CRIME,
    FIREARM,
    HARM,
    REQUEST,
    SCHOOL_RULE,
    STATUS_OFFENSE,
)
from incident_app.policy.outcome import Outcome

EDINA_273 = Edition(
    name="edina_273",
    title="Edina Public Schools, School Resource Officers policy",
    source="Independent School District 273, Edina, Minnesota",
    adopted=None,
    adoption_note="The copy of the policy reads “adopted: __/__/24”: the day is blank.",
    refuses=FIREARM & ~CRIME,
    paragraphs=("IV.A.2", "IV.A.7", "IV.B", "IV.C"),
    rows=(
        Row(
            cite="Minn. Stat. 121A.05 and 20 U.S.C. 7961(h), kept open by IV.C",
            says="A pupil who unlawfully brings a firearm to school is referred to the criminal "
            "justice or juvenile system. IV.C leaves that duty as it is.",
            when=FIREARM,
            then=Outcome.LAW_ENFORCEMENT,
        ),
        Row(
            cite="IV.A.7, first sentence: harm or threat",
            says="The officer enforces criminal law where another person was harmed bodily or "
            "threatened with it.",
            when=CRIME & HARM,
            then=Outcome.LAW_ENFORCEMENT,
        ),
        Row(
            cite="IV.A.7, first sentence: request",
            says="The officer enforces criminal law where a victim of the crime, or their parent "
            "or guardian, asks for police help.",
            when=CRIME & REQUEST,
            then=Outcome.LAW_ENFORCEMENT,
        ),
        Row(
            cite="IV.A.7, second sentence",
            says="A non-violent juvenile status offense at school or at a school event is led by "
            "the administrator, who may work with the officer on it.",
            when=STATUS_OFFENSE & AT_SCHOOL & ~HARM,
            then=Outcome.ADMINISTRATOR_LED,
        ),
        Row(
            cite="IV.A.2, IV.C",
            says="The policy does not say who takes a crime without harm, threat, request or "
            "status offense at school. The coordinator and the administrator determine it and "
            "record why.",
            when=CRIME,
            then=Outcome.POLICY_GAP,
        ),
        Row(
            cite="IV.B",
            says="The officer may not enforce school rules or take part in discipline for breaking "
            "them. The school handles it alone.",
            when=SCHOOL_RULE,
            then=Outcome.DISCIPLINE_ONLY,
        ),
        Row(
            cite="No paragraph is engaged; IV.C remains",
            says="Neither a crime nor a school rule is in question. Support or safety measures "
            "only; the officer is not involved.",
            when=None,
            then=Outcome.NO_VIOLATION,
        ),
    ),
)
