"""January 31 to April 10, 2026."""

from __future__ import annotations

from incident_app.vocabulary import Learned

from .told import Did, Later, Told, actor, reporter, stranger, victim, witness

THIRD_QUARTER = (
    Told(
        school="THS",
        at="2026-02-04 09:20",
        minutes=35,
        place="Restroom by the media center",
        learned=Learned.STUDENT,
        narrative="Writing in pencil on a stall wall said that the school would be shot up on "
        "Friday. 911 was called at once and the district's threat team met. "
        "The handwriting has not been matched to anyone.",
        people=(
            stranger(
                "Wrote it between 8:00 and 9:15 a.m.",
                Did(
                    conduct="mass_threat",
                    yes="crime threat school_property school_rule",
                    no="firearm bodily_harm petty_offense",
                    unknown="juvenile",
                ),
            ),
            reporter("Jama, Zakaria"),
        ),
    ),
    Told(
        school="BES",
        at="2026-02-10 10:10",
        minutes=200,
        place="Computer corner, Room 21",
        learned=Learned.STAFF,
        narrative="Luciana watched Ms. Peltier type her password, signed in as her and changed two "
        "spelling scores, one of them her own. Nothing else was opened. The technology office is "
        "looking at what the account could reach.",
        people=(
            actor(
                "Rivera, Luciana",
                Did(
                    conduct="computer_misuse",
                    yes="juvenile school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request",
                    unknown="crime petty_offense",
                ),
            ),
            reporter("Peltier, Annette"),
        ),
    ),
    Told(
        school="THS",
        at="2026-02-12 11:30",
        minutes=110,
        place="South stairwell",
        learned=Learned.TIP,
        narrative="A tip said that Soren sells THC cartridges between classes. Mr. Thielen saw him "
        "hand one to Nils for cash. Soren had four more in his jacket. Nils gave his up.",
        people=(
            actor(
                "Lindqvist, Soren",
                Did(
                    conduct="drug_sale",
                    yes="crime school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request juvenile "
                    "petty_offense",
                ),
            ),
            actor(
                "Engebretson, Nils",
                Did(
                    conduct="cannabis_small",
                    yes="juvenile petty_offense school_property school_rule",
                    no="firearm crime bodily_harm threat",
                ),
            ),
            witness("Thielen, Marcus"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-02-19 12:20",
        minutes=80,
        place="Cafeteria",
        learned=Learned.STAFF,
        narrative="Owen punched Mateo in the back and Mateo punched him in the mouth; Owen's lip "
        "bled. Mr. Rasmussen took an elbow while parting them, by accident, and is sore. "
        "Pahoua stood on a chair and cheered them on.",
        people=(
            actor(
                "Schaefer, Owen",
                Did(
                    conduct="fighting",
                    yes="crime bodily_harm juvenile school_property school_rule",
                    no="firearm petty_offense",
                ),
            ),
            actor(
                "Reyes, Mateo",
                Did(
                    conduct="fighting",
                    yes="crime bodily_harm juvenile school_property school_rule",
                    no="firearm petty_offense",
                ),
            ),
            actor(
                "Xiong, Pahoua",
                Did(
                    conduct="disruption",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            victim("Rasmussen, Joel"),
            witness("Novotny, Carl"),
        ),
    ),
    Told(
        school="THS",
        at="2026-02-24 15:30",
        minutes=40,
        place="Overflow parking lot",
        learned=Learned.STAFF,
        narrative="Ayaan spun her car in circles on the icy lot after dismissal, with two students "
        "walking at the far end. Nobody had to jump aside and nothing was hit. "
        "Her parking permit was taken.",
        people=(
            actor(
                "Warsame, Ayaan",
                Did(
                    conduct="reckless_driving",
                    yes="crime school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request juvenile "
                    "petty_offense",
                    note="She turned 18 on February 17.",
                ),
            ),
            reporter("Ogden, Curtis"),
        ),
    ),
    Told(
        school="BES",
        at="2026-03-03 09:05",
        minutes=150,
        place="Room 23",
        learned=Learned.FAMILY,
        narrative="A parent volunteer was uneasy about a video-game slogan on Bilal's shirt. The "
        "handbook does not rule it out, and no one in class took it as a threat. "
        "Bilal's father said that he may wear something else.",
        people=(
            actor(
                "Ahmed, Bilal",
                Did(
                    conduct="dress_code",
                    yes="juvenile school_property",
                    no="firearm crime bodily_harm threat petty_offense school_rule",
                ),
            ),
        ),
    ),
    Told(
        school="THS",
        at="2026-03-05 14:10",
        minutes=50,
        place="Choir room",
        learned=Learned.STUDENT,
        narrative="Britta walked off with Mai-Linh's winter jacket after choir. She says it was a "
        "joke and that she will bring it back tomorrow. Mai-Linh says they often do this.",
        people=(
            actor(
                "Haugland, Britta",
                Did(
                    conduct="theft_small",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                    note="As told today it was a joke: she did not mean to keep it.",
                    later=(
                        Later(
                            at="2026-03-09 08:05",
                            yes="crime petty_offense guardian_request",
                            unknown="victim_request",
                            note="Mai-Linh's father found the jacket for sale online in Britta's "
                            "name, for $90. He asks for the police.",
                        ),
                    ),
                ),
            ),
            victim("Tran, Mai-Linh"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-03-11 15:25",
        minutes=60,
        place="Bus 7, contractor's",
        learned=Learned.STUDENT,
        narrative="Gus called Sumaya a slur about her faith on the ride home and pulled faces at "
        "her scarf; two riders confirm it and say it was the third time. He did not threaten or "
        "touch her. The harassment inquiry was opened.",
        people=(
            actor(
                "Hovland, Gus",
                Did(
                    conduct="harassment",
                    yes="juvenile school_rule",
                    no="firearm crime bodily_harm threat petty_offense school_event",
                    unknown="school_property",
                ),
            ),
            victim("Abdullahi, Sumaya"),
            witness("Ortega, Camila"),
        ),
    ),
    Told(
        school="THS",
        at="2026-03-17 08:40",
        minutes=130,
        place="Sophomore lockers",
        learned=Learned.TIP,
        narrative="A tip said that Cody had a gun in his backpack. 911 was called and the building "
        "went into hold. Officers found an unloaded handgun; Cody said that he had meant to sell "
        "it. He pointed it at nobody. The hold ended at 9:25 a.m.",
        people=(
            actor(
                "Bergstrom, Cody",
                Did(
                    conduct="firearm",
                    yes="firearm crime juvenile school_property school_rule",
                    no="bodily_harm threat petty_offense",
                ),
            ),
        ),
    ),
    Told(
        school="THS",
        at="2026-03-24 13:15",
        minutes=55,
        place="Media center",
        learned=Learned.STAFF,
        narrative="Ximena took a tablet that a classmate had offered her to stay awake. She felt "
        "shaky and went to the nurse, who called poison control and her parents. "
        "It is not known yet what the tablet was or whose prescription it came from.",
        people=(
            actor(
                "Delgado, Ximena",
                Did(
                    conduct="medicine_misuse",
                    yes="juvenile school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request",
                    unknown="crime petty_offense",
                ),
            ),
            reporter("Nystrom, Greta"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-04-08 11:05",
        minutes=90,
        by="Paula Winterhalter",
        place="Counseling office",
        learned=Learned.STAFF,
        narrative="In a writing assignment Maren said that she does not want to be here anymore. "
        "Ms. Mensah sat with her and called her parents, who came. A safety plan was made and a "
        "check-in set for every morning.",
        people=(
            actor(
                "Iverson, Maren",
                Did(
                    conduct="self_harm",
                    yes="juvenile school_property",
                    no="firearm crime bodily_harm threat petty_offense school_rule",
                ),
            ),
            reporter("Mensah, Abena"),
        ),
    ),
)
