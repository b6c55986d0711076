"""Fights, force, and play that looks like it."""

from __future__ import annotations

from incident_app.policy.logic import CRIME, PETTY_OFFENSE

from .conduct import Conduct, no, yes

VIOLENCE = (
    Conduct(
        code="fighting",
        label="Fighting",
        synonyms=("fight", "brawl", "punch", "fistfight", "scuffle", "beat up"),
        suggestions=(
            yes(
                CRIME,
                "Hurting someone on purpose is assault in the fifth degree (Minn. Stat. 609.224).",
            ),
            no(
                PETTY_OFFENSE,
                "Assault is left out of the juvenile petty-offense list by name "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="assault",
        label="Assault: one person attacks another",
        synonyms=("hit", "slap", "kick", "jumped", "choke", "attack", "beating"),
        suggestions=(
            yes(
                CRIME,
                "Hurting someone on purpose, or trying to, is assault (Minn. Stat. 609.224).",
            ),
            no(
                PETTY_OFFENSE,
                "Assault is left out of the juvenile petty-offense list by name "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="assault_on_staff",
        label="Hitting, kicking or biting staff",
        synonyms=(
            "physical aggression",
            "hit a teacher",
            "bite an aide",
            "kick",
            "spit",
            "throws a chair",
        ),
        suggestions=(
            yes(
                CRIME,
                "Hurting staff on purpose, or trying to, is assault, and worse where the harm can "
                "be seen (Minn. Stat. 609.224 and 609.2231).",
            ),
            no(
                PETTY_OFFENSE,
                "Assault is left out of the juvenile petty-offense list by name "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="horseplay",
        label="Horseplay",
        synonyms=("play fighting", "roughhousing", "shove", "push", "wrestling", "messing around"),
        suggestions=(
            no(
                CRIME,
                "Rough play that nobody means to hurt or scare with is not assault "
                "(Minn. Stat. 609.224).",
            ),
            no(
                PETTY_OFFENSE,
                "Play is no offense, so it is not on the list (Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="robbery",
        label="Robbery: taking something by force",
        synonyms=("mugging", "rob", "snatch", "hold up", "shakedown", "extortion"),
        suggestions=(
            yes(
                CRIME,
                "Taking something by force, or by threatening force, is robbery "
                "(Minn. Stat. 609.24).",
            ),
            no(
                PETTY_OFFENSE,
                "Robbery is a felony, and the list takes nothing above a misdemeanor "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
)
