"""Who may do what on the officers' side, as tables that go to the superintendent as they are.

A cell lists what the viewer may do; an empty one is *for them it does not exist*.
"""

from incident_app.access import Action

AGENCIES = """
viewer                         | the agency
an officer of the school       |
an administrator of the school |
another school's administrator |
a disabled administrator       |
the coordinator                | read keep
an auditor                     | read
the system administrator       |
"""

CONTRACTS = """
viewer                         | for the school | for another school
an officer of the school       |                |
an administrator of the school | read           |
another school's administrator |                | read
a disabled administrator       |                |
the coordinator                | read keep      | read keep
an auditor                     | read           | read
the system administrator       |                |
"""

OFFICERS = """
viewer                         | an officer of the school | another officer of the school | an officer of another school | an administrator of the school
an officer of the school       | read training            |                               |                              |
another officer of the school  |                          | read training                 |                              |
an officer, disabled           |                          |                               |                              |
an administrator of the school | read                     | read                          |                              |
another school's administrator |                          |                               | read                         |
a disabled administrator       |                          |                               |                              |
the coordinator                | read keep training       | read keep training            | read keep training           |
an auditor                     | read training            | read training                 | read training                |
the system administrator       |                          |                               |                              |
"""
"""The registry and the training of an officer; whoever is none has neither."""

SIGHTINGS = """
viewer                         | of the officer | of another officer
an officer of the school       | open           |
another officer of the school  |                | open
an administrator of the school |                |
the coordinator                | open           | open
an auditor                     |                |
the system administrator       |                |
"""
"""The copy of a certificate."""

DUTIES = """
viewer                         | by the officer | by another officer | at another school
an officer of the school       | read           |                    |
another officer of the school  |                | read               |
an officer, disabled           |                |                    |
an administrator of the school | read           | read               |
another school's administrator |                |                    | read
a disabled administrator       |                |                    |
the coordinator                | read review    | read review        | read review
an auditor                     | read           | read               | read
the system administrator       |                |                    |
"""

DRILLS = """
viewer                         | of the school | of another school
an officer of the school       | read          |
an administrator of the school | read          |
another school's administrator |               | read
a disabled administrator       |               |
the coordinator                | read          | read
an auditor                     | read          | read
the system administrator       |               |
"""

ASSESSMENTS = """
viewer                         | nobody's here | worked on by the officer | owned by the administrator
an officer of the school       |               | read                     |
another officer of the school  |               |                          |
an administrator of the school |               |                          | read
another school's administrator |               |                          |
the coordinator                | read close    | read close               | read close
an auditor                     |               |                          |
the system administrator       |               |                          |
"""
"""Security information: whose part it is, and nobody else of the school."""

SCHOOLS = """
viewer                         | the school                | another school
an officer of the school       | duty                      |
an officer, disabled           |                           |
an administrator of the school | drill                     |
another school's administrator |                           | drill
a disabled administrator       |                           |
the coordinator                | agency duty drill assess  | agency duty drill assess
an auditor                     |                           |
the system administrator       |                           |
"""
"""What may be recorded there."""

WORDS = {
    "agency": {"read": Action.READ_AGENCY, "keep": Action.KEEP_AGENCY},
    "contract": {"read": Action.READ_CONTRACT, "keep": Action.KEEP_CONTRACT},
    "account": {
        "read": Action.READ_OFFICER, "keep": Action.KEEP_OFFICER, "training": Action.READ_TRAINING,
    },
    "sighting": {"open": Action.READ_SIGHTING_FILE},
    "duty_entry": {"read": Action.READ_DUTY, "review": Action.REVIEW_DUTY},
    "drill": {"read": Action.READ_DRILL},
    "assessment": {"read": Action.READ_ASSESSMENT, "close": Action.CLOSE_ASSESSMENT},
    "school": {
        "agency": Action.ADD_AGENCY, "duty": Action.LOG_DUTY, "drill": Action.RECORD_DRILL,
        "assess": Action.RECORD_ASSESSMENT,
    },
}  # fmt: skip
"""What a word of a cell means, by the table it is asked of."""

TABLES = {
    "agency": AGENCIES, "contract": CONTRACTS, "account": OFFICERS, "sighting": SIGHTINGS, "duty_entry": DUTIES,
    "drill": DRILLS, "assessment": ASSESSMENTS, "school": SCHOOLS,
}  # fmt: skip

OF_OFFICERS = tuple(action for words in WORDS.values() for action in words.values())
