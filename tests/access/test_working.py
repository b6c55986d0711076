"""Who may do what with the officers' work and the schools' safety, as tables for the superintendent."""

import pytest

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Assessment, Drill, DutyEntry, School
from incident_app.vocabulary import Role

SCHOOLS = """
viewer                         | their school      | another school
the officer                    | log               |
another officer of the school  | log               |
an officer elsewhere           |                   | log
a disabled officer             |                   |
an administrator of the school | drill             |
another administrator there    | drill             |
another school's administrator |                   | drill
the coordinator                | log drill assess  | log drill assess
an auditor                     |                   |
the system administrator       |                   |
"""
"""What may be recorded at a school."""

RECORDS = """
viewer                         | the officer's entry | an entry elsewhere | a drill there | a drill elsewhere | a finding of theirs | another finding there
the officer                    | read                |                    | read          |                   | read                |
another officer of the school  |                     |                    | read          |                   |                     |
an officer elsewhere           |                     | read               |               | read              |                     |
a disabled officer             |                     |                    |               |                   |                     |
an administrator of the school | read                |                    | read          |                   | read                |
another administrator there    | read                |                    | read          |                   |                     |
another school's administrator |                     | read               |               | read              |                     |
the coordinator                | read review         | read review        | read          | read              | read close          | read close
an auditor                     | read                | read               | read          | read              |                     |
the system administrator       |                     |                    |               |                   |                     |
"""
"""What may be done with a record; the finding of theirs is the officer's and the administrator's."""

WORDS = {
    School: {
        "log": Action.LOG_DUTY, "drill": Action.RECORD_DRILL, "assess": Action.RECORD_ASSESSMENT,
    },
    DutyEntry: {"read": Action.READ_DUTY, "review": Action.REVIEW_DUTY},
    Drill: {"read": Action.READ_DRILL},
    Assessment: {"read": Action.READ_ASSESSMENT, "close": Action.CLOSE_ASSESSMENT},
}  # fmt: skip
"""What a word of a cell means, by the table it is asked of."""

WORKING = tuple(action for words in WORDS.values() for action in words.values())


@pytest.fixture
def cast(make):
    """Everyone in the tables, by name; and the records, by column."""
    school, other = make.school("EHS"), make.school("WMS")
    people = {
        "the officer": make.officer(school),
        "another officer of the school": make.officer(school),
        "an officer elsewhere": make.officer(other),
        "a disabled officer": make.officer(school),
        "an administrator of the school": make.administrator(school),
        "another administrator there": make.administrator(school),
        "another school's administrator": make.administrator(other),
        "the coordinator": make.account(Role.COORDINATOR),
        "an auditor": make.account(Role.AUDITOR),
        "the system administrator": make.account(Role.SYSTEM_ADMINISTRATOR),
    }
    owner, officer = people["an administrator of the school"], people["the officer"]
    records = {
        "their school": school,
        "another school": other,
        "the officer's entry": make.duty(officer),
        "an entry elsewhere": make.duty(people["an officer elsewhere"]),
        "a drill there": make.drill(school),
        "a drill elsewhere": make.drill(other),
        "a finding of theirs": make.assessment(school, owner_id=owner.id, officer_id=officer.id),
        "another finding there": make.assessment(school),
    }
    people["a disabled officer"].active = False
    db.session.commit()
    return people, records


@pytest.mark.parametrize("table", [SCHOOLS, RECORDS], ids=["schools", "records"])
def test_the_table_holds_in_every_cell(cast, table):
    people, records = cast
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()
    )
    assert [line[0] for line in lines] == list(people)
    for viewer, *cells in lines:
        for column, cell in zip(head[1:], cells, strict=True):
            record = records[column]
            kind = type(record)
            for word, action in WORDS[kind].items():
                asked = db.select(kind.id).where(
                    kind.id == record.id, reach(people[viewer], action)
                )
                may = db.session.scalar(asked) is not None
                assert may is (word in cell.split()), (viewer, word, column)


def test_the_tables_name_every_role(cast):
    people, _ = cast
    assert {each.role for each in people.values()} == set(Role)
