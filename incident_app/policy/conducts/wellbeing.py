"""What calls for support and breaks neither law nor rule."""

from __future__ import annotations

from incident_app.policy.logic import BODILY_HARM, CRIME, PETTY_OFFENSE, SCHOOL_RULE, THREAT

from .conduct import Conduct, no

WELLBEING = (
    Conduct(
        code="self_harm",
        label="Self-harm statement",
        synonyms=("suicide", "suicidal", "cutting", "hurt myself", "wants to die", "crisis"),
        suggestions=(
            no(CRIME, "Hurting oneself, or talking of it, is no crime."),
            no(
                BODILY_HARM,
                "Harm to the actor alone does not count (policy IV.A.7: harm to another).",
            ),
            no(
                THREAT,
                "A threat against oneself does not count (policy IV.A.7: harm to another).",
            ),
            no(
                PETTY_OFFENSE,
                "It is no offense, so it is not on the list (Minn. Stat. 260B.007, subd. 16).",
            ),
            no(SCHOOL_RULE, "It calls for support and safety, not for a rule (policy IV.C)."),
        ),
    ),
)
