"""Who may do what with what is shared, as a table that goes to the superintendent as it is."""

from incident_app.access import Action

SHARED = (
    Action.READ_MATTER, Action.REFER_MATTER, Action.ASK_ADVICE, Action.SHARE_WITH, Action.READ_REFERRAL,
    Action.ANSWER_REFERRAL, Action.REVOKE_REFERRAL, Action.READ_CONSULTATION, Action.GIVE_ADVICE,
    Action.WITHDRAW_CONSULTATION, Action.READ_NOTICE, Action.RECORD_CONTACT, Action.RECORD_OWN_CONTACT,
    Action.READ_CONTACT, Action.READ_LEDGER, Action.COUNT_DISCIPLINE, Action.AUDIT,
)  # fmt: skip
