"""April 11 to June 5, 2026."""

from __future__ import annotations

from incident_app.vocabulary import Learned

from .told import Did, Later, Told, actor, reporter, stranger, victim, witness

FOURTH_QUARTER = (
    Told(
        school="THS",
        at="2026-04-12 22:40",
        minutes=570,
        place="Main entrance",
        learned=Learned.CAMERA,
        narrative="On Sunday night Kiet and Darnell filled eleven door locks with glue as a senior "
        "prank. The locksmith's bill is $1,900. Both came forward on Monday morning.",
        people=(
            actor(
                "Moua, Kiet",
                Did(
                    conduct="damage_large",
                    yes="crime school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request juvenile "
                    "petty_offense",
                    note="The district paid; it is no victim and asks for nothing here.",
                ),
            ),
            actor(
                "Pruitt, Darnell",
                Did(
                    conduct="damage_large",
                    yes="crime school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request juvenile "
                    "petty_offense",
                ),
            ),
            reporter("Kowalczyk, Paul"),
        ),
    ),
    Told(
        school="BES",
        at="2026-04-16 11:40",
        minutes=65,
        place="Soccer field",
        learned=Learned.STUDENT,
        narrative="After a disputed goal Jasper told Bilal that his big brother would “mess him "
        "up.” Bilal went to Mr. Yoder. It is not clear yet how it was meant or taken.",
        people=(
            actor(
                "Thao, Jasper",
                Did(
                    conduct="threat",
                    yes="juvenile school_property school_rule",
                    no="firearm bodily_harm petty_offense",
                    unknown="crime threat victim_request guardian_request",
                    later=(
                        Later(
                            at="2026-04-17 09:30",
                            no="crime threat victim_request guardian_request",
                            note="Both boys were heard apart. Bilal was cross, not afraid; Jasper "
                            "has no brother. Both families were called and are content.",
                        ),
                    ),
                ),
            ),
            victim("Ahmed, Bilal"),
            reporter("Yoder, Philip"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-04-22 09:30",
        minutes=50,
        place="Courtyard",
        learned=Learned.STAFF,
        narrative="Khalid brought a string of firecrackers and Henry lit it near the benches. "
        "Nobody seemed hurt. Aiyana, who sat closest, was startled and went back to class.",
        people=(
            actor(
                "Bui, Henry",
                Did(
                    conduct="fireworks",
                    yes="crime juvenile petty_offense school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request",
                    later=(
                        Later(
                            at="2026-04-23 08:15",
                            yes="bodily_harm",
                            note="Aiyana's grandmother called: her ear hurt all evening, and the "
                            "clinic found the eardrum irritated.",
                        ),
                    ),
                ),
            ),
            actor(
                "Yusuf, Khalid",
                Did(
                    conduct="fireworks",
                    yes="crime juvenile petty_offense school_property school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request",
                    note="He brought them and stood at the far door when they were lit.",
                ),
            ),
            witness("Beaulieu, Aiyana"),
            reporter("Zielinski, Dana"),
        ),
    ),
    Told(
        school="THS",
        at="2026-04-24 11:00",
        minutes=150,
        place="Off campus, coffee shop",
        learned=Learned.STAFF,
        narrative="Jonah missed fourth hour for the third time this month and was at the coffee "
        "shop across the road. He says that the class has lost him. "
        "The attendance team meets with him and his aunt.",
        people=(
            actor(
                "Whitebird, Jonah",
                Did(
                    conduct="truancy",
                    yes="juvenile school_rule",
                    no="firearm crime bodily_harm threat petty_offense school_property",
                ),
            ),
            reporter("Adeyemi, Folake"),
        ),
    ),
    Told(
        school="THS",
        at="2026-05-02 21:50",
        minutes=35,
        place="Prom, Harbor Hall ballroom",
        learned=Learned.STAFF,
        narrative="Daniel and Mai-Linh shared a flask at a table by the coat check. Both gave it "
        "up when Ms. Nystrom came over. They waited with her until their parents arrived.",
        people=(
            actor(
                "Kiplagat, Daniel",
                Did(
                    conduct="alcohol",
                    yes="crime juvenile petty_offense school_event school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request school_property",
                ),
            ),
            actor(
                "Tran, Mai-Linh",
                Did(
                    conduct="alcohol",
                    yes="crime juvenile petty_offense school_event school_rule",
                    no="firearm bodily_harm threat victim_request guardian_request school_property",
                ),
            ),
            reporter("Nystrom, Greta"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-05-09 16:20",
        minutes=240,
        place="Lakeside Mall, off campus",
        learned=Learned.FAMILY,
        narrative="A parent wrote on Saturday that she had seen Tessa with a nicotine vape at the "
        "mall. It was no school day and no school event, and the handbook stops at our doors. "
        "Tessa's mother was told and thanked us.",
        people=(
            actor(
                "Blanchard, Tessa",
                Did(
                    conduct="nicotine",
                    yes="juvenile",
                    no="firearm crime bodily_harm threat petty_offense school_property "
                    "school_event school_rule",
                ),
            ),
        ),
    ),
    Told(
        school="BES",
        at="2026-05-12 12:15",
        minutes=45,
        place="Playground, by the climbing wall",
        learned=Learned.STAFF,
        narrative="Wren hit Theo on the arm with a stick, and he cried. A first grader said that "
        "she was angry with him. An ice pack was enough; both went back to class.",
        people=(
            actor(
                "Carlsen, Wren",
                Did(
                    conduct="assault",
                    yes="crime bodily_harm juvenile school_property school_rule",
                    no="firearm petty_offense",
                    unknown="victim_request guardian_request",
                    later=(
                        Later(
                            at="2026-05-14 14:35",
                            no="crime threat victim_request guardian_request",
                            note="Three children who were closer say that it was a sword game Theo "
                            "had started, and Theo agrees: she did not mean to hit him. His "
                            "parents do not want the police.",
                        ),
                    ),
                ),
            ),
            victim("Brandt, Theo"),
            witness("Lor, Emmy"),
            reporter("Bakke, Ingrid"),
        ),
    ),
    Told(
        school="THS",
        at="2026-05-19 17:30",
        minutes=900,
        place="Team bus, on the way from an away game",
        learned=Learned.FAMILY,
        narrative="A parent says that Tou and Daniel made the new baseball players eat hot peppers "
        "before they were given a seat. Zakaria had stomach pain in the night. Whether he could "
        "refuse, and what he was told would follow, is not clear; the coach is being asked.",
        people=(
            actor(
                "Vang, Tou",
                Did(
                    conduct="hazing",
                    yes="bodily_harm juvenile school_event school_rule",
                    no="firearm petty_offense",
                    unknown="crime threat victim_request guardian_request school_property",
                ),
            ),
            actor(
                "Kiplagat, Daniel",
                Did(
                    conduct="hazing",
                    yes="juvenile school_event school_rule",
                    no="firearm petty_offense",
                    unknown="crime bodily_harm threat victim_request guardian_request "
                    "school_property",
                ),
            ),
            victim("Jama, Zakaria"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-05-27 10:30",
        minutes=70,
        place="Room 108",
        learned=Learned.STAFF,
        narrative="Owen would not put his headphones away. When Ms. Zielinski asked again he stood "
        "over her with his fist raised and said that she would be sorry. "
        "She stepped back, afraid that he would hit her. He then walked out.",
        people=(
            actor(
                "Schaefer, Owen",
                Did(
                    conduct="defiance",
                    yes="juvenile school_property school_rule",
                    no="firearm crime bodily_harm threat petty_offense",
                ),
                Did(
                    conduct="threat",
                    yes="crime threat juvenile school_property school_rule",
                    no="firearm bodily_harm petty_offense",
                ),
            ),
            victim("Zielinski, Dana"),
        ),
    ),
    Told(
        school="HMS",
        at="2026-06-02 13:50",
        minutes=95,
        place="Gym bleachers",
        learned=Learned.STUDENT,
        narrative="Emmanuel's phone, worth about $250, was gone from the bleachers after field "
        "games. Two classes were in the gym. He went home before he could be asked what he wants, "
        "and his mother has not called back.",
        people=(
            stranger(
                "Someone in the gym during sixth hour",
                Did(
                    conduct="theft_small",
                    yes="crime petty_offense school_property school_rule",
                    no="firearm bodily_harm threat",
                    unknown="victim_request guardian_request juvenile",
                ),
            ),
            victim("Kpadeh, Emmanuel"),
            witness("Rasmussen, Joel"),
        ),
    ),
)
