"""Who may do what with what is shared, as tables that go to the superintendent as they are.

A cell lists what the viewer may do; an empty one is *for them it does not exist*.
"""

from incident_app.access import Action

MATTERS = """
viewer                         | law enforcement          | administrator-led      | discipline-only | undetermined | policy gap   | no violation | taken off law enforcement
an officer of the school       |                          |                        |                 |              |              |              |
an administrator of the school | read refer record ledger | read ask record ledger | read record ledger | read record ledger | read record ledger | read record ledger | read record ledger
another school's administrator |                          |                        |                 |              |              |              |
a disabled administrator       |                          |                        |                 |              |              |              |
the coordinator                | read refer record        | read record            |                 | read record  | read record  | read record  |
an auditor                     |                          |                        |                 |              |              |              |
the system administrator       |                          |                        |                 |              |              |              |
"""
"""What may be done with a matter by its decision in force; with its people, see the ledger."""

REFERRALS = """
viewer                            | offered     | accepted    | declined | done | revoked | taken off law enforcement
the officer it was sent to        | read answer | read answer |          |      |         |
the officer, moved to another school |          |             |          |      |         |
the officer, disabled             |             |             |          |      |         |
another officer of the school     |             |             |          |      |         |
an administrator of the school    | read revoke | read revoke | read     | read | read    | read
another school's administrator    |             |             |          |      |         |
a disabled administrator          |             |             |          |      |         |
the coordinator                   | read revoke | read revoke | read     | read | read    |
an auditor                        |             |             |          |      |         |
the system administrator          |             |             |          |      |         |
"""
"""The last column's matter is discipline-only now, which the coordinator only counts."""

CONSULTATIONS = """
viewer                            | open          | advised | withdrawn | taken off administrator-led
the officer it was sent to        | read advise   |         |           |
the officer, moved to another school |            |         |           |
the officer, disabled             |               |         |           |
another officer of the school     |               |         |           |
an administrator of the school    | read withdraw | read    | read      | read
another school's administrator    |               |         |           |
a disabled administrator          |               |         |           |
the coordinator                   | read          | read    | read      | read
an auditor                        |               |         |           |
the system administrator          |               |         |           |
"""
"""The last column's matter is a law-enforcement one now."""

NOTICES = """
viewer                            | offered | accepted | declined | revoked | open | advised | withdrawn
the officer it was sent to        | read    | read     |          |         | read |         |
the officer, moved to another school |      |          |          |         |      |         |
the officer, disabled             |         |          |          |         |      |         |
an administrator of the school    |         | read     | read     |         |      | read    |
another officer of the school     |         |          |          |         |      |         |
the coordinator                   |         |          |          |         |      |         |
"""
"""A notice is read by who is told, and while they may read what it is about."""

CONTACTS = """
viewer                            | recorded by the administrator | recorded by the officer | recorded by the coordinator
an administrator of the school    | read                          | read                    | read
another school's administrator    |                               |                         |
a disabled administrator          |                               |                         |
the officer it was sent to        |                               | read                    |
the officer, moved to another school |                            |                         |
another officer of the school     |                               |                         |
the coordinator                   |                               | read                    | read
an auditor                        |                               |                         |
the system administrator          |                               |                         |
"""

SCHOOLS = """
viewer                            | their school         | another school
an administrator of the school    |                      |
another school's administrator    |                      |
the officer it was sent to        | contact              |
the officer, disabled             |                      |
the coordinator                   | contact count        | contact count
an auditor                        | audit                | audit
the system administrator          |                      |
"""
"""What may be done at a school without sight of an incident."""

OFFICERS = """
viewer                            | the officer it was sent to | another officer of the school | an officer of another school | the officer, disabled
an administrator of the school    | share                      | share                         |                              |
another school's administrator    |                            |                               | share                        |
a disabled administrator          |                            |                               |                              |
the officer it was sent to        |                            |                               |                              |
the coordinator                   | share                      | share                         | share                        |
an auditor                        |                            |                               |                              |
the system administrator          |                            |                               |                              |
"""
"""With which officers may be shared."""

TRAINING = """
viewer                            | the officer it was sent to | another officer of the school | an officer of another school | the officer, disabled
an administrator of the school    |                            |                               |                              |
another school's administrator    |                            |                               |                              |
a disabled administrator          |                            |                               |                              |
the officer it was sent to        | training                   |                               |                              |
another officer of the school     |                            | training                      |                              |
the officer, disabled             |                            |                               |                              |
the coordinator                   | training keep              | training keep                 | training keep                | training keep
an auditor                        | training                   | training                      | training                     | training
the system administrator          |                            |                               |                              |
"""
"""Whose training is read, and who records it."""

CERTIFICATES = """
viewer                            | the officer it was sent to | another officer of the school | the officer, disabled
an administrator of the school    |                            |                               |
a disabled administrator          |                            |                               |
the officer it was sent to        | copy                       |                               |
another officer of the school     |                            | copy                          |
the officer, disabled             |                            |                               |
the coordinator                   | copy                       | copy                          | copy
an auditor                        |                            |                               |
the system administrator          |                            |                               |
"""
"""Whose certificate's copy is opened."""

WORDS = {
    "matter": {"read": Action.READ_MATTER, "refer": Action.REFER_MATTER, "ask": Action.ASK_ADVICE},
    "incident": {"record": Action.RECORD_CONTACT},
    "person": {"ledger": Action.READ_LEDGER},
    "referral": {
        "read": Action.READ_REFERRAL, "answer": Action.ANSWER_REFERRAL, "revoke": Action.REVOKE_REFERRAL,
    },
    "consultation": {
        "read": Action.READ_CONSULTATION, "advise": Action.GIVE_ADVICE, "withdraw": Action.WITHDRAW_CONSULTATION,
    },
    "notice": {"read": Action.READ_NOTICE},
    "contact": {"read": Action.READ_CONTACT},
    "school": {
        "contact": Action.RECORD_OWN_CONTACT, "count": Action.COUNT_DISCIPLINE, "audit": Action.AUDIT,
    },
    "account": {
        "share": Action.SHARE_WITH, "training": Action.READ_TRAINING, "keep": Action.KEEP_OFFICER,
    },
    "sighting": {"copy": Action.READ_SIGHTING_FILE},
}  # fmt: skip
"""What a word of a cell means, by the table it is asked of."""

TABLES = (
    (MATTERS, ("matter", "incident", "person")),
    (REFERRALS, ("referral",)),
    (CONSULTATIONS, ("consultation",)),
    (NOTICES, ("notice",)),
    (CONTACTS, ("contact",)),
    (SCHOOLS, ("school",)),
    (OFFICERS, ("account",)),
    (TRAINING, ("account",)),
    (CERTIFICATES, ("sighting",)),
)

SHARED = tuple(action for words in WORDS.values() for action in words.values())


def cells(table):
    """Viewer, column, and the words of each cell."""
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()
    )
    for viewer, *found in lines:
        for column, cell in zip(head[1:], found, strict=True):
            yield viewer, column, frozenset(cell.split())
