"""Who is in the invented district: its schools, its accounts, its students and staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from incident_app.vocabulary import PersonKind, Role

SCHOOLS = {
    "THS": "Tamarack Ridge High School",
    "HMS": "Heron Marsh Middle School",
    "BES": "Bluestem Elementary School",
}
"""Name by code."""


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """Someone who signs in; ``schools`` are codes."""

    name: str
    email: str
    role: Role
    schools: tuple[str, ...] = ()


def _account(name: str, role: Role, *schools: str) -> DemoAccount:
    email = f"{name.lower().replace(' ', '.')}@lakeprairie.example"
    return DemoAccount(name=name, email=email, role=role, schools=schools)


ACCOUNTS = (
    _account("Corinne Maddox", Role.ADMINISTRATOR, "THS"),
    _account("Theodore Akande", Role.ADMINISTRATOR, "HMS"),
    _account("Paula Winterhalter", Role.ADMINISTRATOR, "BES", "HMS"),
    _account("Miguel Santoro", Role.OFFICER, "THS", "HMS"),
    _account("Odessa Brightwater", Role.OFFICER, "BES"),
    _account("Helen Voss", Role.COORDINATOR),
    _account("Imani Prewitt", Role.AUDITOR),
    _account("Dmitri Halvorsen", Role.SYSTEM_ADMINISTRATOR),
)
"""Who signs in; Paula Winterhalter leads one school and helps at another."""

LEADS = {"THS": "Corinne Maddox", "HMS": "Theodore Akande", "BES": "Paula Winterhalter"}
"""Who logs at a school when an incident doesn't say."""


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """A student or a member of staff; the name is enough to tell them apart."""

    school: str
    kind: PersonKind
    name: str
    number: str
    grade: str | None = None
    born_on: date | None = None


def _students(school: str, grade: str, *rows: tuple[str, str, str]) -> tuple[DemoPerson, ...]:
    return tuple(
        DemoPerson(
            school=school,
            kind=PersonKind.STUDENT,
            name=name,
            number=number,
            grade=grade,
            born_on=date.fromisoformat(born),
        )
        for number, name, born in rows
    )


def _staff(school: str, *rows: tuple[str, str]) -> tuple[DemoPerson, ...]:
    return tuple(
        DemoPerson(school=school, kind=PersonKind.STAFF, name=name, number=number)
        for number, name in rows
    )


PEOPLE = (
    *_students(
        "THS",
        "12",
        ("180417", "Lindqvist, Soren", "2007-10-04"),
        ("180652", "Warsame, Ayaan", "2008-02-17"),
        ("181093", "Moua, Kiet", "2007-11-21"),
        ("181378", "Delgado, Ximena", "2008-05-30"),
        ("182045", "Pruitt, Darnell", "2007-12-09"),
    ),
    *_students(
        "THS",
        "11",
        ("190128", "Haugland, Britta", "2008-10-12"),
        ("190366", "Vang, Tou", "2009-01-25"),
        ("190741", "Kiplagat, Daniel", "2009-03-08"),
        ("191207", "Marchetti, Leo", "2008-12-19"),
        ("191583", "Tran, Mai-Linh", "2009-06-02"),
    ),
    *_students(
        "THS",
        "10",
        ("200219", "Osei, Kwabena", "2009-11-14"),
        ("200474", "Bergstrom, Cody", "2010-02-27"),
        ("200835", "Castaneda, Rosalie", "2009-09-30"),
        ("201162", "Whitebird, Jonah", "2010-04-11"),
        ("201590", "Farrow, Piper", "2010-07-19"),
    ),
    *_students(
        "THS",
        "9",
        ("210084", "Jama, Zakaria", "2010-12-05"),
        ("210437", "Engebretson, Nils", "2011-03-22"),
        ("210718", "Rao, Tanvi", "2011-01-16"),
        ("211255", "Coleman, Jaylen", "2010-10-28"),
        ("211629", "Petrenko, Daria", "2011-05-07"),
    ),
    *_staff(
        "THS",
        ("5104", "Sandoval, Renee"),
        ("5138", "Thielen, Marcus"),
        ("5167", "Adeyemi, Folake"),
        ("5211", "Kowalczyk, Paul"),
        ("5246", "Nystrom, Greta"),
        ("5283", "Ogden, Curtis"),
    ),
    *_students(
        "HMS",
        "8",
        ("220153", "Abdullahi, Sumaya", "2011-10-09"),
        ("220390", "Hovland, Gus", "2012-01-30"),
        ("220727", "Xiong, Pahoua", "2012-03-14"),
        ("221064", "Reyes, Mateo", "2011-12-02"),
        ("221418", "Blanchard, Tessa", "2012-06-25"),
        ("221802", "Gray, Demetrius", "2011-09-18"),
    ),
    *_students(
        "HMS",
        "7",
        ("230246", "Yusuf, Khalid", "2012-11-11"),
        ("230581", "Nordlund, Freya", "2013-02-06"),
        ("230913", "Ortega, Camila", "2012-10-23"),
        ("231377", "Schaefer, Owen", "2013-05-17"),
    ),
    *_students(
        "HMS",
        "6",
        ("240165", "Kpadeh, Emmanuel", "2013-12-01"),
        ("240502", "Iverson, Maren", "2014-03-28"),
        ("240839", "Bui, Henry", "2013-10-15"),
        ("241290", "Beaulieu, Aiyana", "2014-06-09"),
    ),
    *_staff(
        "HMS",
        ("5319", "Fairbanks, Lorna"),
        ("5352", "Novotny, Carl"),
        ("5387", "Mensah, Abena"),
        ("5420", "Rasmussen, Joel"),
        ("5458", "Zielinski, Dana"),
    ),
    *_students(
        "BES",
        "5",
        ("250177", "Ahmed, Bilal", "2014-11-20"),
        ("250523", "Carlsen, Wren", "2015-02-13"),
        ("250861", "Thao, Jasper", "2015-04-04"),
        ("251234", "Rivera, Luciana", "2014-10-07"),
    ),
    *_students(
        "BES",
        "4",
        ("260298", "Brandt, Theo", "2016-01-22"),
        ("260645", "Toure, Aminata", "2015-12-30"),
    ),
    *_students(
        "BES",
        "3",
        ("270131", "Solberg, Finn", "2017-03-03"),
        ("270486", "Desai, Kavya", "2016-11-09"),
    ),
    *_students("BES", "2", ("280352", "Hollis, Anders", "2018-02-24")),
    *_students("BES", "1", ("290219", "Lor, Emmy", "2018-10-18")),
    *_staff(
        "BES",
        ("5491", "Peltier, Annette"),
        ("5526", "Grady, Simone"),
        ("5563", "Yoder, Philip"),
        ("5597", "Bakke, Ingrid"),
    ),
)
"""Students with the grade of the school year 2025-26, and staff, school by school."""
