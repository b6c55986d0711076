"""November 8, 2025 to January 30, 2026."""

from __future__ import annotations

from incident_app.vocabulary import Learned, Part

from .told import Did, Later, Told, actor, reporter, stranger, victim, visitor, witness

SECOND_QUARTER = (
    Told(
        school="HMS",
        at="2025-11-12 20:10",
        minutes=755,
        place="Group chat, from home",
        learned=Learned.FAMILY,
        narrative="Khalid wrote to Emmanuel that he would “make him regret it” at the bus stop. "
        "Emmanuel's mother brought screenshots in the morning. She is not asking for the police. "
        "Ms. Mensah is reading the whole thread to see what was meant.",
        people=(
            actor(
                "Yusuf, Khalid",
                Did(
                    conduct="threat",
                    yes="threat juvenile school_rule",
                    no="firearm bodily_harm guardian_request school_property school_event",
                    unknown="crime victim_request petty_offense",
                    later=(
                        Later(
                            at="2025-11-14 10:20",
                            yes="crime",
                            note="The whole thread names a time and says he will bring his cousins "
                            "to beat Emmanuel up. Emmanuel was afraid to take the bus.",
                        ),
                    ),
                ),
            ),
            victim("Kpadeh, Emmanuel"),
            visitor(Part.REPORTER, "Kpadeh, Josephine", "Emmanuel's mother"),
        ),
    ),
    Told(
        school="THS",
        at="2025-11-18 12:30",
        minutes=180,
        place="Room 127",
        learned=Learned.STAFF,
        narrative="Mai-Linh's unit test matched an online answer key word for word, including its "
        "mistakes. She told Ms. Nystrom that she had the key on her tablet. "
        "Another student's parent phoned and wants the police called.",
        people=(
            actor(
                "Tran, Mai-Linh",
                Did(
                    conduct="cheating",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                    note="The parent who phoned is of another family; nobody was harmed.",
                ),
            ),
            reporter("Nystrom, Greta"),
        ),
    ),
    Told(
        school="HMS",
        at="2025-11-20 11:15",
        minutes=75,
        place="Science corridor",
        learned=Learned.CAMERA,
        narrative="Camila pulled the fire alarm on a dare. The building was empty for twelve "
        "minutes in light snow, and the fire department reset the panel. Nobody was hurt. "
        "She admitted it when she saw the camera picture.",
        people=(
            actor(
                "Ortega, Camila",
                Did(
                    conduct="false_alarm",
                    yes="crime juvenile petty_offense school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request",
                ),
            ),
        ),
    ),
    Told(
        school="THS",
        at="2025-12-02 09:45",
        minutes=50,
        place="Restroom by the gym",
        learned=Learned.STAFF,
        narrative="The vape sensor went off and Mr. Thielen met Nils coming out. He gave up a THC "
        "cartridge, about half full. The nurse checked him and his mother took him home.",
        people=(
            actor(
                "Engebretson, Nils",
                Did(
                    conduct="thc_vape",
                    yes="juvenile petty_offense school_property school_rule",
                    no="firearm crime bodily_harm threat",
                ),
            ),
            reporter("Thielen, Marcus"),
        ),
    ),
    Told(
        school="BES",
        at="2025-12-09 08:50",
        minutes=100,
        place="Coat hooks outside Room 21",
        learned=Learned.STUDENT,
        narrative="Wren took a binder of trading cards from Jasper's backpack, worth about $40, "
        "and hid it in her desk. It came back complete. Jasper and his parents were asked, and "
        "they want an apology and no police.",
        people=(
            actor(
                "Carlsen, Wren",
                Did(
                    conduct="theft_small",
                    yes="crime juvenile petty_offense school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request",
                ),
            ),
            victim("Thao, Jasper"),
            reporter("Toure, Aminata"),
        ),
    ),
    Told(
        school="THS",
        at="2025-12-11 14:20",
        minutes=115,
        place="Coaches' office",
        learned=Learned.STAFF,
        narrative="Mr. Thielen's own laptop, worth about $1,100, was taken from the coaches' "
        "office while the door stood open during seventh hour. The camera shows someone in a gray "
        "hood, face not visible. He will decide tonight whether he wants the police.",
        people=(
            stranger(
                "gray hooded jacket, backpack with a white strap",
                Did(
                    conduct="theft_large",
                    yes="crime school_property school_rule",
                    no="firearm bodily_harm threat guardian_request petty_offense",
                    unknown="victim_request juvenile",
                    later=(
                        Later(
                            at="2025-12-12 07:40",
                            yes="victim_request",
                            note="Mr. Thielen asked for a police report; his insurer needs one.",
                        ),
                    ),
                ),
            ),
            victim("Thielen, Marcus"),
        ),
    ),
    Told(
        school="HMS",
        at="2025-12-17 10:40",
        minutes=140,
        by="Paula Winterhalter",
        place="Sixth-grade pod",
        learned=Learned.STUDENT,
        narrative="Freya and Maren renamed a class chat to a joke about Henry and removed him from "
        "it. They have called him names at lunch for about two weeks. Nobody threatened him. "
        "The bullying inquiry was opened today.",
        people=(
            actor(
                "Nordlund, Freya",
                Did(
                    conduct="bullying",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            actor(
                "Iverson, Maren",
                Did(
                    conduct="bullying",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            victim("Bui, Henry"),
            reporter("Beaulieu, Aiyana"),
        ),
    ),
    Told(
        school="THS",
        at="2026-01-08 08:15",
        minutes=40,
        place="North entrance",
        learned=Learned.CAMERA,
        narrative="A graduate of last year came in behind a group of students without checking in. "
        "He wanted to surprise a friend. Mr. Kowalczyk asked him to leave and he left at once.",
        people=(
            visitor(
                Part.ACTOR,
                "Kessler, Wade",
                "Graduate of 2025, about 19",
                Did(
                    conduct="trespass",
                    yes="crime petty_offense school_property",
                    no="firearm bodily_harm threat victim_request guardian_request juvenile",
                ),
            ),
            witness("Kowalczyk, Paul"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-01-13 14:30",
        minutes=90,
        place="Orchestra room",
        learned=Learned.STAFF,
        narrative="Demetrius was angry about a seating change and kicked Pahoua's violin case. "
        "The violin's bridge and a peg broke, about $130. Nobody was touched. Pahoua's mother came "
        "to collect it and asked for the police.",
        people=(
            actor(
                "Gray, Demetrius",
                Did(
                    conduct="damage_small",
                    yes="crime guardian_request juvenile petty_offense school_property school_rule",
                    no="firearm bodily_harm threat victim_request",
                    later=(
                        Later(
                            at="2026-01-16 15:10",
                            no="guardian_request",
                            note="The families met and agreed on repair and an apology. Pahoua's "
                            "mother took her request back in writing.",
                        ),
                    ),
                ),
            ),
            victim("Xiong, Pahoua"),
            reporter("Fairbanks, Lorna"),
        ),
    ),
    Told(
        school="THS",
        at="2026-01-21 10:05",
        minutes=65,
        place="Hallway by the gym",
        learned=Learned.STAFF,
        narrative="Rosalie slapped Piper in the face after words about a former friend. Piper's "
        "cheek was red and sore. She did not hit back. Tou filmed it and sent it to his team.",
        people=(
            actor(
                "Castaneda, Rosalie",
                Did(
                    conduct="assault",
                    yes="crime bodily_harm juvenile school_property school_rule",
                    no="firearm petty_offense",
                    unknown="victim_request guardian_request",
                ),
            ),
            actor(
                "Vang, Tou",
                Did(
                    conduct="phone_use",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            victim("Farrow, Piper"),
            reporter("Sandoval, Renee"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-01-29 13:30",
        minutes=45,
        place="Seventh-grade lockers",
        learned=Learned.STUDENT,
        narrative="Gus had an airsoft pistol in his backpack, left from the weekend. He showed it "
        "to nobody; a student saw it when the bag fell open. His parents collected it.",
        people=(
            actor(
                "Hovland, Gus",
                Did(
                    conduct="bb_gun_or_replica",
                    yes="crime juvenile school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request petty_offense",
                ),
            ),
            reporter("Nordlund, Freya"),
        ),
    ),
)
