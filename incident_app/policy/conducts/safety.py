"""Fire, alarms, strangers on the grounds, and cars."""

from __future__ import annotations

from incident_app.policy.logic import CRIME, FIREARM, PETTY_OFFENSE

from .conduct import Conduct, no, yes

SAFETY = (
    Conduct(
        code="arson",
        label="Arson: setting fire to property",
        synonyms=("fire setting", "burning", "set on fire", "trash can fire", "flames", "burnt"),
        suggestions=(
            no(FIREARM, "Setting a fire involves no gun."),
            yes(
                CRIME,
                "Setting fire to property of any value on purpose is arson "
                "(Minn. Stat. 609.561 to 609.5632).",
            ),
            no(
                PETTY_OFFENSE,
                "Low-level arson is left out of the list by name, and the rest is worse than a "
                "misdemeanor (Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="fireworks",
        label="Fireworks",
        synonyms=("firecracker", "bottle rocket", "m-80", "roman candle", "explode", "bang"),
        suggestions=(
            no(FIREARM, "A firework is not a gun."),
            yes(
                CRIME,
                "Having or using fireworks that explode or fly is a crime "
                "(Minn. Stat. 624.20 to 624.25).",
            ),
            yes(
                PETTY_OFFENSE,
                "The usual fireworks offense is a misdemeanor and is not left out of the list "
                "(Minn. Stat. 624.25 and 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="false_alarm",
        label="False fire alarm",
        synonyms=("pulled the alarm", "fire pull", "prank alarm", "evacuation", "smoke detector"),
        suggestions=(
            no(FIREARM, "A false fire alarm involves no weapon."),
            yes(CRIME, "Giving a false fire alarm is a misdemeanor (Minn. Stat. 609.686)."),
            yes(
                PETTY_OFFENSE,
                "A false fire alarm is a misdemeanor and is not left out of the list "
                "(Minn. Stat. 609.686 and 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="trespass",
        label="Trespass by a visitor",
        synonyms=("trespasser", "intruder", "stranger", "no permission", "banned", "outsider"),
        suggestions=(
            yes(
                CRIME,
                "Being in a school without permission or check-in is a misdemeanor "
                "(Minn. Stat. 609.605, subd. 4).",
            ),
            yes(
                PETTY_OFFENSE,
                "Trespass by one person is a misdemeanor and is not left out of the list; the "
                "visitor's age is asked separately (Minn. Stat. 609.605 and 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="reckless_driving",
        label="Reckless driving on school grounds",
        synonyms=("speeding", "careless driving", "parking lot", "racing", "car", "donuts"),
        suggestions=(
            no(FIREARM, "Driving involves no weapon."),
            yes(CRIME, "Reckless or careless driving is a misdemeanor (Minn. Stat. 169.13)."),
            no(
                PETTY_OFFENSE,
                "Traffic offenses of this kind are left out of the list "
                "(Minn. Stat. 260B.007, subd. 16, and 260B.225).",
            ),
        ),
    ),
)
