"""What schools settle by their own rules.

Whether a rule covers it is left to the person who knows the school's handbook: together with
*no crime* and *no petty offense* it would decide the matter.
"""

from __future__ import annotations

from incident_app.policy.logic import CRIME, FIREARM, PETTY_OFFENSE

from .conduct import Conduct, no

RULES = (
    Conduct(
        code="truancy",
        label="Truancy",
        synonyms=("skip", "skipping class", "absent", "unexcused", "ditching", "hooky"),
        suggestions=(
            no(FIREARM, "Missing school involves no weapon."),
            no(CRIME, "Truancy is a child-protection matter, not a crime (Minn. Stat. 260C.007)."),
            no(
                PETTY_OFFENSE,
                "Truancy is handled as child protection and is not on the list "
                "(Minn. Stat. 260C.007 and 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="tardiness",
        label="Tardiness",
        synonyms=("late", "tardy", "came late", "late to class"),
        suggestions=(
            no(FIREARM, "Coming late involves no weapon."),
            no(CRIME, "Coming late is against no criminal statute."),
            no(
                PETTY_OFFENSE,
                "Coming late is no offense, so it is not on the list "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="leaving_campus",
        label="Leaving campus or running away",
        synonyms=("runaway", "ran off", "elopement", "left school", "open lunch", "off campus"),
        suggestions=(
            no(FIREARM, "Leaving school involves no weapon."),
            no(
                CRIME,
                "Leaving without permission is not a crime; running away is child protection "
                "(Minn. Stat. 260C.007).",
            ),
            no(
                PETTY_OFFENSE,
                "Running away is handled as child protection and is not on the list "
                "(Minn. Stat. 260C.007 and 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="cheating",
        label="Cheating or plagiarism",
        synonyms=("copying", "test answers", "homework", "ai", "chatgpt", "academic dishonesty"),
        suggestions=(
            no(FIREARM, "Cheating involves no weapon."),
            no(CRIME, "Cheating on schoolwork is against no criminal statute."),
            no(
                PETTY_OFFENSE,
                "Cheating is no offense, so it is not on the list "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="dishonesty",
        label="Lying, or a forged note or pass",
        synonyms=("lied", "forgery", "forged", "fake pass", "false report"),
        suggestions=(no(FIREARM, "A lie or a forged pass involves no weapon."),),
    ),
    Conduct(
        code="filming_others",
        label="Filming or posting others",
        synonyms=("filmed", "record", "video", "tiktok", "instagram", "snapchat", "posted"),
        suggestions=(no(FIREARM, "Filming involves no weapon."),),
    ),
    Conduct(
        code="gambling",
        label="Gambling",
        synonyms=("betting", "bet", "dice", "cards", "poker"),
        suggestions=(no(FIREARM, "Gambling involves no weapon."),),
    ),
    Conduct(
        code="phone_use",
        label="Phone use",
        synonyms=("cell phone", "texting", "headphones", "earbuds", "smartwatch", "screen"),
        suggestions=(
            no(FIREARM, "Phone use involves no weapon."),
            no(CRIME, "Using a phone in class is against no criminal statute."),
            no(
                PETTY_OFFENSE,
                "Phone use is no offense, so it is not on the list "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="dress_code",
        label="Dress code",
        synonyms=("clothing", "clothes", "hat", "hood", "outfit", "shirt"),
        suggestions=(
            no(FIREARM, "Clothing involves no weapon."),
            no(CRIME, "Breaking a dress code is against no criminal statute."),
            no(
                PETTY_OFFENSE,
                "Clothing is no offense, so it is not on the list "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="disruption",
        label="Disruption in class, hallway or bus",
        synonyms=("noise", "talking", "acting up", "bus misconduct", "paper airplane", "lunchroom"),
        suggestions=(
            no(FIREARM, "Ordinary disruption involves no weapon."),
            no(
                CRIME,
                "Ordinary noise or acting up is no crime; only conduct meant to alarm or provoke "
                "others can be disorderly conduct (Minn. Stat. 609.72).",
            ),
            no(
                PETTY_OFFENSE,
                "Ordinary disruption is no offense, so it is not on the list "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="defiance",
        label="Defiance",
        synonyms=("insubordination", "disrespect", "refusal", "not listening", "talking back"),
        suggestions=(
            no(FIREARM, "Refusing to do as told involves no weapon."),
            no(CRIME, "Refusing to do as school staff say is against no criminal statute."),
            no(
                PETTY_OFFENSE,
                "Defiance is no offense, so it is not on the list "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="verbal_abuse_of_staff",
        label="Verbal abuse of staff",
        synonyms=("yelled at", "cursed at", "swore at", "insulted", "called names"),
        suggestions=(no(FIREARM, "Words alone involve no weapon."),),
    ),
    Conduct(
        code="profanity",
        label="Profanity",
        synonyms=("swearing", "cursing", "cussing", "bad language", "crude joke", "vulgar"),
        suggestions=(
            no(FIREARM, "Swearing involves no weapon."),
            no(
                CRIME,
                "Swearing alone is no crime; only words likely to provoke a fight can be "
                "disorderly conduct (Minn. Stat. 609.72).",
            ),
            no(
                PETTY_OFFENSE,
                "Swearing alone is no offense, so it is not on the list "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="computer_misuse",
        label="Computer or network misuse",
        synonyms=("hacking", "password", "chromebook", "vpn", "filter", "games", "account"),
        suggestions=(no(FIREARM, "Misuse of a computer involves no weapon."),),
    ),
)
