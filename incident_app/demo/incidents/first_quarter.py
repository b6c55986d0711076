"""September 2 to November 7, 2025."""

from __future__ import annotations

from incident_app.vocabulary import Learned

from .told import Did, Later, Told, actor, reporter, victim, witness

FIRST_QUARTER = (
    Told(
        school="THS",
        at="2025-09-05 10:22",
        minutes=95,
        place="Room 214",
        learned=Learned.STAFF,
        narrative="Rosalie had her phone out during the chemistry safety quiz after two reminders. "
        "She handed it over when Ms. Sandoval asked a third time. "
        "She picked it up from the office at the end of the day.",
        people=(
            actor(
                "Castaneda, Rosalie",
                Did(
                    conduct="phone_use",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            reporter("Sandoval, Renee"),
        ),
    ),
    Told(
        school="HMS",
        at="2025-09-10 12:05",
        minutes=55,
        place="Cafeteria, lunch line",
        learned=Learned.STAFF,
        narrative="Gus and Owen were bumping shoulders in the lunch line. Gus gave Owen a shove "
        "that sent him back a step. Both were laughing, and Owen says it did not hurt.",
        people=(
            actor(
                "Hovland, Gus",
                Did(
                    conduct="horseplay",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            witness("Schaefer, Owen"),
            reporter("Novotny, Carl"),
        ),
    ),
    Told(
        school="THS",
        at="2025-09-16 11:52",
        minutes=48,
        place="Cafeteria, lower level",
        learned=Learned.STAFF,
        narrative="Cody and Jaylen argued about a seat. Cody punched Jaylen in the shoulder and "
        "Jaylen punched back; both said it hurt. Ms. Sandoval and Mr. Ogden separated them in "
        "under a minute. Piper stood on a bench and filmed it, then showed the clip in class.",
        people=(
            actor(
                "Bergstrom, Cody",
                Did(
                    conduct="fighting",
                    yes="crime bodily_harm juvenile school_property school_rule",
                    no="firearm petty_offense",
                ),
            ),
            actor(
                "Coleman, Jaylen",
                Did(
                    conduct="fighting",
                    yes="crime bodily_harm juvenile school_property school_rule",
                    no="firearm petty_offense",
                ),
            ),
            actor(
                "Farrow, Piper",
                Did(
                    conduct="phone_use",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            witness("Sandoval, Renee"),
            witness("Ogden, Curtis"),
        ),
    ),
    Told(
        school="HMS",
        at="2025-09-23 14:15",
        minutes=40,
        place="Second-floor restroom, east wing",
        learned=Learned.STAFF,
        narrative="Mr. Rasmussen smelled mint vapor and found Mateo and Demetrius passing a "
        "nicotine vape. Both gave it up. The city has no ordinance on vaping by minors. "
        "Parents were called.",
        people=(
            actor(
                "Reyes, Mateo",
                Did(
                    conduct="nicotine",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            actor(
                "Gray, Demetrius",
                Did(
                    conduct="nicotine",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
            ),
            reporter("Rasmussen, Joel"),
        ),
    ),
    Told(
        school="THS",
        at="2025-09-30 13:40",
        minutes=70,
        place="Locker bay C",
        learned=Learned.STUDENT,
        narrative="Tanvi's wireless earbuds, worth about $130, went missing from her open locker. "
        "Two students saw Piper take them, and she had them in her bag. They were given back. "
        "Tanvi does not want the police. Her parents have not been reached yet.",
        people=(
            actor(
                "Farrow, Piper",
                Did(
                    conduct="theft_small",
                    yes="crime juvenile petty_offense school_property school_rule",
                    no="firearm bodily_harm threat victim_request",
                    unknown="guardian_request",
                    later=(
                        Later(
                            at="2025-10-02 08:25",
                            yes="guardian_request",
                            note="Tanvi's mother called the office at 8:15 a.m. and asked for a "
                            "police report. One earbud no longer works.",
                        ),
                    ),
                ),
            ),
            victim("Rao, Tanvi"),
        ),
    ),
    Told(
        school="BES",
        at="2025-10-07 10:35",
        minutes=125,
        place="Room 12",
        learned=Learned.STAFF,
        narrative="Theo did not want to leave the reading corner. When Ms. Grady offered her hand "
        "he bit her forearm, and it left a mark. The class went to the library while he calmed "
        "down. His father came within the hour.",
        people=(
            actor(
                "Brandt, Theo",
                Did(
                    conduct="assault_on_staff",
                    yes="crime bodily_harm juvenile school_property school_rule",
                    no="firearm petty_offense",
                ),
            ),
            victim("Grady, Simone"),
        ),
    ),
    Told(
        school="THS",
        at="2025-10-10 20:45",
        minutes=60,
        place="Stadium parking lot",
        learned=Learned.STAFF,
        narrative="During the homecoming game Mr. Ogden found Ximena and Soren in a parked car "
        "with an open case of hard seltzer. Both had been drinking and said so. "
        "Nobody was hurt, and both were picked up by family.",
        people=(
            actor(
                "Delgado, Ximena",
                Did(
                    conduct="alcohol",
                    yes="crime juvenile petty_offense school_property school_event school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request",
                ),
            ),
            actor(
                "Lindqvist, Soren",
                Did(
                    conduct="alcohol",
                    yes="crime petty_offense school_property school_event school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request juvenile",
                    note="He turned 18 on October 4.",
                ),
            ),
            reporter("Ogden, Curtis"),
        ),
    ),
    Told(
        school="HMS",
        at="2025-10-15 09:10",
        minutes=35,
        place="First-floor restroom, west wing",
        learned=Learned.STAFF,
        narrative="Tessa wrote her name and a drawing on a stall door in paint marker. Ms. "
        "Fairbanks met her in the doorway with the marker. The custodian puts the cleaning at $60.",
        people=(
            actor(
                "Blanchard, Tessa",
                Did(
                    conduct="damage_small",
                    yes="crime juvenile petty_offense school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request",
                    note="Nobody but the district lost anything, and the district is no victim.",
                ),
            ),
            reporter("Fairbanks, Lorna"),
        ),
    ),
    Told(
        school="THS",
        at="2025-10-21 09:30",
        minutes=85,
        place="Counseling office",
        learned=Learned.STUDENT,
        narrative="A friend walked Daria to the counselor. Daria said that she has had thoughts of "
        "hurting herself. Ms. Adeyemi stayed with her, her mother came, and a safety plan was "
        "made with the county's crisis team.",
        people=(
            actor(
                "Petrenko, Daria",
                Did(
                    conduct="self_harm",
                    yes="juvenile school_property",
                    no="firearm crime bodily_harm threat petty_offense school_rule",
                ),
            ),
            reporter("Adeyemi, Folake"),
        ),
    ),
    Told(
        school="THS",
        at="2025-10-28 15:05",
        minutes=30,
        place="Student parking lot",
        learned=Learned.STAFF,
        narrative="Mr. Ogden saw a box cutter and a four-inch lock-blade knife on the seat of "
        "Leo's truck. Leo said he uses them at his job at a hardware store. He showed them to "
        "nobody and threatened nobody. His father collected both.",
        people=(
            actor(
                "Marchetti, Leo",
                Did(
                    conduct="knife_or_weapon",
                    yes="crime juvenile school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request petty_offense",
                ),
            ),
            reporter("Ogden, Curtis"),
        ),
    ),
    Told(
        school="BES",
        at="2025-11-04 13:20",
        minutes=45,
        place="Playground",
        learned=Learned.STAFF,
        narrative="In a game of tag Finn pushed Kavya from behind to get past her, and she scraped "
        "her knee. Finn helped her up. He was not angry and did not mean her to fall. "
        "The nurse cleaned the knee.",
        people=(
            actor(
                "Solberg, Finn",
                Did(
                    conduct="horseplay",
                    yes="bodily_harm juvenile school_property school_rule",
                    no="firearm crime threat petty_offense",
                ),
            ),
            victim("Desai, Kavya"),
            reporter("Yoder, Philip"),
        ),
    ),
)
