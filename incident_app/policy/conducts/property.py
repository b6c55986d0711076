"""Theft and damage; above $500 both are worse than a misdemeanor."""

from __future__ import annotations

from incident_app.policy.logic import CRIME, FIREARM, PETTY_OFFENSE, THREAT

from .conduct import Conduct, no, yes

PROPERTY = (
    Conduct(
        code="theft_small",
        label="Theft of $500 or less",
        synonyms=("steal", "stolen", "shoplifting", "took a phone", "airpods", "missing", "lunch"),
        suggestions=(
            no(FIREARM, "Theft of a small thing involves no weapon."),
            yes(CRIME, "Theft of any value is a crime (Minn. Stat. 609.52)."),
            no(
                THREAT,
                "Theft uses no threat; taking something by threat is robbery (Minn. Stat. 609.24).",
            ),
            yes(
                PETTY_OFFENSE,
                "Theft of $500 or less is usually a misdemeanor and is not left out of the list "
                "(Minn. Stat. 609.52, subd. 3, and 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="theft_large",
        label="Theft of more than $500",
        synonyms=("steal", "stolen", "laptop", "car theft", "felony", "phone", "bike"),
        suggestions=(
            yes(CRIME, "Theft of any value is a crime (Minn. Stat. 609.52)."),
            no(
                THREAT,
                "Theft uses no threat; taking something by threat is robbery (Minn. Stat. 609.24).",
            ),
            no(
                PETTY_OFFENSE,
                "Theft of more than $500 is worse than a misdemeanor, and above $1,000 a felony "
                "(Minn. Stat. 609.52, subd. 3, and 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="burglary",
        label="Burglary: breaking in to steal or do harm",
        synonyms=("break-in", "broke in", "burgle", "after hours", "forced entry", "intruder"),
        suggestions=(
            yes(
                CRIME,
                "Entering a building without consent to commit a crime is burglary "
                "(Minn. Stat. 609.582).",
            ),
            no(
                PETTY_OFFENSE,
                "Burglary is worse than a misdemeanor, and the list takes nothing above one "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="damage_small",
        label="Graffiti or damage of $500 or less",
        synonyms=("vandalism", "tagging", "broke", "broken window", "property damage", "carving"),
        suggestions=(
            no(FIREARM, "Damage of this kind involves no weapon."),
            yes(
                CRIME,
                "Damaging someone's property on purpose is a crime (Minn. Stat. 609.595).",
            ),
            yes(
                PETTY_OFFENSE,
                "Damage of $500 or less is usually a misdemeanor and is not left out of the list "
                "(Minn. Stat. 609.595 and 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="damage_large",
        label="Damage of more than $500",
        synonyms=("vandalism", "graffiti", "tagging", "broken", "property damage", "smashed"),
        suggestions=(
            no(FIREARM, "Damage of this kind involves no weapon."),
            yes(
                CRIME,
                "Damaging someone's property on purpose is a crime (Minn. Stat. 609.595).",
            ),
            no(
                PETTY_OFFENSE,
                "Damage of more than $500 is worse than a misdemeanor, and the list takes nothing "
                "above one (Minn. Stat. 609.595 and 260B.007, subd. 16).",
            ),
        ),
    ),
)
