"""Tobacco, alcohol, cannabis, medicine and other drugs."""

from __future__ import annotations

from incident_app.policy.logic import CRIME, FIREARM, PETTY_OFFENSE

from .conduct import Conduct, no, yes

SUBSTANCES = (
    Conduct(
        code="nicotine",
        label="Vaping nicotine or using tobacco",
        synonyms=("vape", "e-cigarette", "juul", "pod", "smoking", "cigarette", "chew", "zyn"),
        suggestions=(
            no(FIREARM, "Nicotine and tobacco involve no weapon."),
            no(
                CRIME,
                "No state law can jail someone for having nicotine or using it in school; smoking "
                "there is at most a petty misdemeanor (Minn. Stat. 144.417, subd. 2).",
            ),
            no(
                PETTY_OFFENSE,
                "State law no longer punishes a minor for having nicotine, but answer yes if a "
                "city ordinance bans it for minors (Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="thc_vape",
        label="Vaping THC",
        synonyms=("vape", "dab pen", "cart", "cartridge", "wax", "marijuana", "delta", "weed pen"),
        suggestions=(
            no(FIREARM, "Vaping involves no weapon."),
            no(
                CRIME,
                "Using or having a little cannabis under 21 is banned with no penalty named, so "
                "it is a petty misdemeanor and no crime (Minn. Stat. 342.09 and 645.241).",
            ),
            yes(
                PETTY_OFFENSE,
                "A small amount of cannabis counts as a juvenile controlled-substance offense "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="cannabis_small",
        label="Cannabis: having or using a small amount",
        synonyms=("marijuana", "weed", "pot", "joint", "edible", "gummies", "thc", "drugs"),
        suggestions=(
            no(FIREARM, "Cannabis involves no weapon."),
            no(
                CRIME,
                "Using or having a little cannabis under 21 is banned with no penalty named, so "
                "it is a petty misdemeanor and no crime (Minn. Stat. 342.09 and 645.241).",
            ),
            yes(
                PETTY_OFFENSE,
                "A small amount of cannabis counts as a juvenile controlled-substance offense "
                "(Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="alcohol",
        label="Alcohol: having or drinking it",
        synonyms=("beer", "drunk", "liquor", "booze", "vodka", "wine", "intoxicated"),
        suggestions=(
            no(FIREARM, "Alcohol involves no weapon."),
            yes(
                CRIME,
                "Having or drinking alcohol under 21 is a misdemeanor (Minn. Stat. 340A.503).",
            ),
            yes(
                PETTY_OFFENSE,
                "A juvenile alcohol offense is on the list (Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="medicine_misuse",
        label="Misuse of medicine",
        synonyms=(
            "pills",
            "prescription",
            "adderall",
            "xanax",
            "cough syrup",
            "over the counter",
            "drugs",
        ),
        suggestions=(no(FIREARM, "Medicine involves no weapon."),),
    ),
    Conduct(
        code="drug_possession",
        label="Having drugs other than cannabis",
        synonyms=("cocaine", "meth", "fentanyl", "lsd", "mushrooms", "ecstasy", "controlled"),
        suggestions=(
            no(FIREARM, "Having drugs involves no weapon."),
            yes(CRIME, "Having a controlled drug is a crime (Minn. Stat. 152.021 to 152.027)."),
            no(
                PETTY_OFFENSE,
                "It is worse than a misdemeanor, and the list takes only small amounts of "
                "cannabis (Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
    Conduct(
        code="drug_sale",
        label="Selling or giving away drugs",
        synonyms=("dealing", "dealer", "distribution", "plug", "supply", "sharing drugs"),
        suggestions=(
            no(FIREARM, "Selling drugs does not by itself involve a weapon."),
            yes(
                CRIME,
                "Selling or giving away a controlled drug is a crime, though for a little cannabis "
                "it may be less (Minn. Stat. 152.021 to 152.027; 152.0264 for cannabis).",
            ),
            no(
                PETTY_OFFENSE,
                "Selling a controlled drug is worse than a misdemeanor, and the list takes nothing "
                "above one (Minn. Stat. 260B.007, subd. 16).",
            ),
        ),
    ),
)
