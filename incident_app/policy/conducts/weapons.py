"""Weapons brought or kept; a replica used to frighten is a threat."""

from __future__ import annotations

from incident_app.policy.logic import CRIME, FIREARM, PETTY_OFFENSE

from .conduct import Conduct, no, yes

WEAPONS = (
    Conduct(
        code="firearm",
        label="Gun (firearm) brought by a pupil",
        synonyms=("handgun", "pistol", "rifle", "shotgun", "loaded", "weapon"),
        suggestions=(
            yes(
                FIREARM,
                "A pupil who brings a gun to school without lawful reason must be referred "
                "(Minn. Stat. 121A.05).",
            ),
            yes(
                CRIME,
                "Having a gun on school property is a crime (Minn. Stat. 609.66, subd. 1d).",
            ),
            no(
                PETTY_OFFENSE,
                "Weapons offenses are left out of the list by name "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="bb_gun_or_replica",
        label="BB gun or replica gun",
        synonyms=("airsoft", "pellet gun", "toy gun", "fake gun", "gel blaster", "air rifle"),
        suggestions=(
            no(
                FIREARM,
                "A BB gun or a replica does not fire by explosion, so it is not a firearm "
                "(Minn. Stat. 121A.05).",
            ),
            yes(
                CRIME,
                "Having a BB gun or a replica on school property is a misdemeanor "
                "(Minn. Stat. 609.66, subd. 1d).",
            ),
            no(
                PETTY_OFFENSE,
                "Weapons offenses are left out of the list by name "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="knife_or_weapon",
        label="Knife or other dangerous weapon",
        synonyms=("blade", "switchblade", "brass knuckles", "machete", "taser", "box cutter"),
        suggestions=(
            no(FIREARM, "A knife is not a firearm (Minn. Stat. 121A.05)."),
            yes(
                CRIME,
                "Having a dangerous weapon on school property is a felony "
                "(Minn. Stat. 609.66, subd. 1d).",
            ),
            no(
                PETTY_OFFENSE,
                "It is a felony, and even small weapons offenses are left out of the list by name "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
)
