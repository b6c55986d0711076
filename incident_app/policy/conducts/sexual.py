"""Sexual conduct, exposure and images."""

from __future__ import annotations

from incident_app.policy.logic import CRIME, FIREARM, PETTY_OFFENSE, SCHOOL_RULE

from .conduct import Conduct, no, yes

SEXUAL = (
    Conduct(
        code="sexual_harassment",
        label="Sexual harassment",
        synonyms=("sexual comments", "catcalling", "title ix", "gestures", "rumors", "unwanted"),
        suggestions=(
            yes(
                SCHOOL_RULE,
                "Every school board must have a rule against sexual harassment "
                "(Minn. Stat. 121A.03).",
            ),
        ),
    ),
    Conduct(
        code="sexual_touching",
        label="Unwanted sexual touching",
        synonyms=("groping", "grab", "sexual assault", "molest", "pantsing", "consent"),
        suggestions=(
            yes(
                CRIME,
                "Sexual touching without consent is criminal sexual conduct "
                "(Minn. Stat. 609.3451).",
            ),
            no(
                PETTY_OFFENSE,
                "It is at least a gross misdemeanor, and the list takes nothing above a "
                "misdemeanor (Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="privacy_recording",
        label="Secret recording in a locker room or restroom",
        synonyms=(
            "privacy",
            "filming",
            "bathroom",
            "peeping",
            "hidden camera",
            "upskirt",
            "video",
            "photo",
        ),
        suggestions=(
            no(FIREARM, "Secret recording involves no weapon."),
            yes(
                CRIME,
                "Secretly watching or recording someone where people undress is a crime "
                "(Minn. Stat. 609.746).",
            ),
            no(
                PETTY_OFFENSE,
                "Intrusion on privacy is left out of the list by name "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="indecent_exposure",
        label="Indecent exposure",
        synonyms=("flashing", "nudity", "naked", "lewd", "genitals"),
        suggestions=(
            no(FIREARM, "Exposure involves no weapon."),
            yes(
                CRIME,
                "Lewd exposure where others are present is a crime (Minn. Stat. 617.23).",
            ),
            no(
                PETTY_OFFENSE,
                "Indecent exposure is left out of the list by name "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="intimate_images",
        label="Sharing intimate images of another person",
        synonyms=("nudes", "sexting", "revenge porn", "leaked", "photo", "video", "pictures"),
        suggestions=(
            no(FIREARM, "Sharing images involves no weapon."),
            yes(
                CRIME,
                "Sharing someone's private sexual image without consent is a crime "
                "(Minn. Stat. 617.261).",
            ),
            no(
                PETTY_OFFENSE,
                "It is at least a gross misdemeanor, and the list takes nothing above a "
                "misdemeanor (Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
)
