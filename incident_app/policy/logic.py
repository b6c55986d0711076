"""The eleven facts a policy can turn on, and the combinations that have a name.

A fact is a yes-no question. Its answer is ``True``, ``False`` or ``None`` (*not known
yet*): unknown is an answer of its own and never stands for no. Facts combine by the algebra
of :mod:`incident_app.policy.algebra`.
"""

from __future__ import annotations

from .algebra import Algebra, Answer, Expression, Fact

__all__ = [
    "AT_SCHOOL",
    "BODILY_HARM",
    "BY_NAME",
    "CRIME",
    "FACTS",
    "FIREARM",
    "GUARDIAN_REQUEST",
    "HARM",
    "JUVENILE",
    "PETTY_OFFENSE",
    "REQUEST",
    "SCHOOL_EVENT",
    "SCHOOL_PROPERTY",
    "SCHOOL_RULE",
    "STATUS_OFFENSE",
    "THREAT",
    "VICTIM_REQUEST",
    "Algebra",
    "Answer",
    "Expression",
    "Fact",
    "sheet",
]

FIREARM = Fact(
    name="firearm",
    question="Did a pupil unlawfully bring a firearm?",
    explains="A gun that fires by explosion, brought to school by a pupil without lawful reason. "
    "A BB gun, a replica or a knife is not a firearm.",
    example="Yes: a handgun in a pupil's backpack. No: a toy gun, a pocket knife.",
    yes="a pupil unlawfully brought a firearm",
    no="no pupil unlawfully brought a firearm",
    source="Minn. Stat. 121A.05; 20 U.S.C. 7961(h)",
)
CRIME = Fact(
    name="crime",
    question="If an adult had done it, could a statute put them in jail for it?",
    explains="Think of an adult doing the same thing. A petty misdemeanor, or a city rule with "
    "only a fine, is a no. The actor's age does not matter here.",
    example="Yes: stealing a phone, hitting someone. No: cheating, skipping class.",
    yes="a statute could put an adult in jail for it",
    no="no statute could put an adult in jail for it",
    source="Minn. Stat. 609.02, subds. 1 and 4a; 611A.01(a)",
)
BODILY_HARM = Fact(
    name="bodily_harm",
    question="Did anyone but the actor feel pain, fall ill or get hurt?",
    explains="Pain is enough; no mark is needed. Harm to the actor alone is a no.",
    example="Yes: a punch that hurt. No: a push that nobody felt, self-harm.",
    yes="someone other than the actor felt pain, fell ill or was hurt",
    no="nobody but the actor felt pain, fell ill or was hurt",
    source="Minn. Stat. 609.02, subd. 7",
)
THREAT = Fact(
    name="threat",
    question="Was another person threatened with bodily harm?",
    explains="By words, a message or an act that meant to make someone fear being hurt.",
    example='Yes: a raised fist, "I will beat you up". No: "I hate you".',
    yes="another person was threatened with bodily harm",
    no="no other person was threatened with bodily harm",
    source="Minn. Stat. 609.224, subd. 1(1); 609.713",
)
VICTIM_REQUEST = Fact(
    name="victim_request",
    question="Did a person harmed by it ask for police help?",
    explains="A natural person who was harmed or lost something. The district is never a victim. "
    "If nobody has asked them yet, it is not known yet.",
    example="Yes: the owner of a stolen phone wants a police report. "
    "No: they were asked and declined.",
    yes="a person harmed by it asked for police help",
    no="no person harmed by it asked for police help",
    source="Minn. Stat. 611A.01(b); policy IV.A.7, first sentence",
)
GUARDIAN_REQUEST = Fact(
    name="guardian_request",
    question="Did a harmed minor's parent or guardian ask for police help?",
    explains="The parent or guardian of a harmed person under 18. Another family's parent does "
    "not count. If nobody has asked them yet, it is not known yet.",
    example="Yes: the victim's mother calls and wants the police. No: the victim is an adult.",
    yes="a harmed minor's parent or guardian asked for police help",
    no="no harmed minor's parent or guardian asked for police help",
    source="Minn. Stat. 611A.01(b); policy IV.A.7, first sentence",
)
JUVENILE = Fact(
    name="juvenile",
    question="Was the actor under 18 that day?",
    explains="Age on the day it happened. A student of 18 is an adult here.",
    example="Yes: a ninth grader of 15. No: a senior who turned 18, an adult visitor.",
    yes="the actor was under 18",
    no="the actor was 18 or older",
    source="Minn. Stat. 260B.007",
)
PETTY_OFFENSE = Fact(
    name="petty_offense",
    question="Is the conduct on the juvenile petty-offense list, and not on its excluded list?",
    explains="On the list: alcohol, a small amount of cannabis, most misdemeanors. Excluded: "
    "assault, dangerous weapons, privacy intrusion, exposure, harassing calls, arson and more.",
    example="Yes: graffiti, shoplifting a snack. No: a fight, a BB gun, truancy, a felony.",
    yes="the conduct is on the juvenile petty-offense list",
    no="the conduct is not on the juvenile petty-offense list",
    source="Minn. Stat. 260B.007, subd. 16",
)
SCHOOL_PROPERTY = Fact(
    name="school_property",
    question="Was it on property the district owns?",
    explains="A building, ground or bus the district owns. For leased space, a contractor's bus, "
    "a bus stop or online, ask the district how it counts.",
    example="Yes: the cafeteria, the parking lot. No: a pupil's home, the mall.",
    yes="it was on property the district owns",
    no="it was not on property the district owns",
    source="Policy IV.A.7, second sentence",
)
SCHOOL_EVENT = Fact(
    name="school_event",
    question="Was it during a school-sanctioned event?",
    explains="A game, dance, trip or other event the school sanctioned, wherever it took place.",
    example="Yes: prom at a hotel. No: a private party.",
    yes="it was during a school-sanctioned event",
    no="it was not during a school-sanctioned event",
    source="Policy IV.A.7, second sentence",
)
SCHOOL_RULE = Fact(
    name="school_rule",
    question="Does a school rule or policy cover it?",
    explains="The student handbook, the code of conduct or another rule of the school or district.",
    example="Yes: phone use in class. No: conduct of a visitor that no rule mentions.",
    yes="a school rule or policy covers it",
    no="no school rule or policy covers it",
    source="Policy IV.B",
)

FACTS = (
    FIREARM,
    CRIME,
    BODILY_HARM,
    THREAT,
    VICTIM_REQUEST,
    GUARDIAN_REQUEST,
    JUVENILE,
    PETTY_OFFENSE,
    SCHOOL_PROPERTY,
    SCHOOL_EVENT,
    SCHOOL_RULE,
)
"""Every fact, in form order."""

BY_NAME = {fact.name: fact for fact in FACTS}

HARM = BODILY_HARM | THREAT
REQUEST = VICTIM_REQUEST | GUARDIAN_REQUEST
STATUS_OFFENSE = JUVENILE & PETTY_OFFENSE
AT_SCHOOL = SCHOOL_PROPERTY | SCHOOL_EVENT


def sheet(**answers: Answer) -> dict[Fact, Answer]:
    """A whole answer sheet: the facts named, and ``None`` for every other.

    :raises KeyError: a name is not one of the eleven facts.
    """
    given = {BY_NAME[name]: answer for name, answer in answers.items()}
    return {fact: given.get(fact) for fact in FACTS}
