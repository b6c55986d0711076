"""Threats, and conduct that wears a person down."""

from __future__ import annotations

from incident_app.policy.logic import CRIME, FIREARM, PETTY_OFFENSE, SCHOOL_RULE, THREAT

from .conduct import Conduct, no, yes

THREATS = (
    Conduct(
        code="threat",
        label="Threat to hurt someone, spoken or online",
        synonyms=(
            "verbal threat",
            "intimidation",
            "threatening message",
            "text",
            "snapchat",
            "dm",
            "kill",
            "beat up",
        ),
        suggestions=(
            yes(
                THREAT,
                "A threat to hurt someone is a threat of bodily harm, whether it is spoken, "
                "written or shown (policy IV.A.7).",
            ),
        ),
    ),
    Conduct(
        code="mass_threat",
        label="Threat of mass violence or bomb threat",
        synonyms=("school shooting", "shoot up", "hit list", "swatting", "massacre", "explosive"),
        suggestions=(
            yes(
                CRIME,
                "Threatening violence to spread terror or empty a building is a felony, even "
                "where it is only reckless (Minn. Stat. 609.713).",
            ),
            yes(
                THREAT,
                "A threat against a school is a threat against the people in it "
                "(Minn. Stat. 609.713).",
            ),
            no(
                PETTY_OFFENSE,
                "It is a felony, and the list takes nothing above a misdemeanor "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="replica_threat",
        label="Replica or BB gun used to scare someone",
        synonyms=(
            "fake gun",
            "toy gun",
            "airsoft",
            "pellet gun",
            "point a gun",
            "brandish",
            "intimidation",
        ),
        suggestions=(
            no(
                FIREARM,
                "A replica or a BB gun does not fire by explosion, so it is not a firearm "
                "(Minn. Stat. 121A.05).",
            ),
            yes(
                CRIME,
                "Showing a replica or BB gun to terrify someone is a crime "
                "(Minn. Stat. 609.713, subd. 3).",
            ),
            yes(
                THREAT,
                "Scaring someone with what looks like a gun threatens bodily harm "
                "(Minn. Stat. 609.713, subd. 3).",
            ),
            no(
                PETTY_OFFENSE,
                "It is worse than a misdemeanor, and the list takes nothing above one "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="bullying",
        label="Bullying",
        synonyms=("cyberbullying", "picking on", "teasing", "name calling", "mean", "exclusion"),
        suggestions=(
            yes(
                SCHOOL_RULE,
                "Every district must have a rule against bullying (Minn. Stat. 121A.031).",
            ),
        ),
    ),
    Conduct(
        code="harassment",
        label="Harassment",
        synonyms=("stalking", "slur", "racist", "hate speech", "bias", "repeated messages"),
        suggestions=(
            yes(
                SCHOOL_RULE,
                "Every district must have rules against harassment and bullying "
                "(Minn. Stat. 121A.03 and 121A.031).",
            ),
        ),
    ),
    Conduct(
        code="hazing",
        label="Hazing",
        synonyms=("initiation", "ritual", "team", "rookie", "dare", "club"),
        suggestions=(
            yes(
                SCHOOL_RULE,
                "Every school board must have a rule against hazing, on and off school property "
                "(Minn. Stat. 121A.69).",
            ),
        ),
    ),
)
