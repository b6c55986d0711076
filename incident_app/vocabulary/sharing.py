"""The words of what is shown to officers, and of what they did."""

from __future__ import annotations

from enum import Enum


class Basis(Enum):
    """On what legal basis an education record is disclosed."""

    SCHOOL_OFFICIAL = "school_official"
    EMERGENCY = "emergency"
    CONSENT = "consent"
    ORDER = "subpoena_or_order"
    STATUTE = "statute"

    @property
    def title(self) -> str:
        """As shown: *Health or safety emergency*."""
        return _BASES[self][0]

    @property
    def cite(self) -> str:
        """The paragraph that allows it."""
        return _BASES[self][1]


_BASES = {
    Basis.SCHOOL_OFFICIAL: ("School official", "34 CFR 99.31(a)(1)(i)(B)"),
    Basis.EMERGENCY: ("Health or safety emergency", "34 CFR 99.31(a)(10), 99.36"),
    Basis.CONSENT: ("Written consent of the parent or adult student", "34 CFR 99.30"),
    Basis.ORDER: ("Subpoena or court order", "34 CFR 99.31(a)(9)"),
    Basis.STATUTE: ("Statute", "34 CFR 99.31(a)(5); Minn. Stat. 13.32, subd. 8"),
}


class Field(Enum):
    """What of a matter can be disclosed, each chosen on its own."""

    PLACE = "place"
    TIME = "time"
    CONDUCT = "conduct"
    PEOPLE = "people"
    SUMMARY = "summary"
    ATTACHMENTS = "attachments"


class State(Enum):
    """Where a referral stands. *Offered* and *accepted* are live; the others end it."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    REVOKED = "revoked"


class Asked(Enum):
    """Where a consultation stands. Only *open* is live."""

    OPEN = "open"
    ADVISED = "advised"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


class Declined(Enum):
    """Why an officer declines a referral."""

    SCHOOL_RULE = "school_rule"
    NOT_ON_DUTY = "not_on_duty"
    CONFLICT = "conflict_of_interest"
    ELSEWHERE = "handled_elsewhere"
    OTHER = "other"

    @property
    def title(self) -> str:
        """As shown: *School-rule matter, IV.B*."""
        return {
            Declined.SCHOOL_RULE: "School-rule matter, IV.B",
            Declined.NOT_ON_DUTY: "Not on duty for it",
            Declined.CONFLICT: "Conflict of interest",
            Declined.ELSEWHERE: "Another officer or agency has it",
            Declined.OTHER: "Another reason",
        }[self]


class Disposition(Enum):
    """What became of a matter at the officer's agency."""

    NO_ACTION = "no_action"
    RETURNED = "returned_to_school"
    DIVERSION = "diversion"
    CITATION = "citation"
    PETITION = "petition_referral"
    ARREST = "arrest"

    @property
    def title(self) -> str:
        """As shown: *Petition referral*."""
        return self.value.replace("_", " ").capitalize()


class Starter(Enum):
    """Who started an officer's contact."""

    SCHOOL = "school"
    OFFICER = "officer"
    VICTIM = "victim"
    PARENT = "parent"
    OTHER = "other"
    NOT_RECORDED = "not_recorded"

    @property
    def title(self) -> str:
        """As shown: *Parent or guardian*."""
        return {Starter.PARENT: "Parent or guardian", Starter.OTHER: "Somebody else"}.get(
            self, self.value.replace("_", " ").capitalize()
        )


class Act(Enum):
    """What an officer did in a contact."""

    PRESENT = "present"
    ADVISED = "advised"
    INTERVIEWED = "interviewed"
    SEARCHED = "searched"
    RESTRAINED = "restrained"
    CITED = "cited"
    ARRESTED = "arrested"
    REMOVED = "removed"
    DISCIPLINED = "took_part_in_discipline"
    OTHER = "other"

    @property
    def title(self) -> str:
        """As shown: *Took part in discipline*."""
        return {
            Act.PRESENT: "Was present",
            Act.ADVISED: "Gave advice",
            Act.RESTRAINED: "Restrained or held somebody",
            Act.REMOVED: "Removed somebody from a place",
            Act.OTHER: "Something else",
        }.get(self, self.value.replace("_", " ").capitalize())


class Seen(Enum):
    """How a record was shown to somebody."""

    VIEW = "view"
    LIST = "list"
    PRINT = "print"
    EXPORT = "export"
    MAIL = "mail"
    ATTACHMENT = "attachment"


class News(Enum):
    """What a notice tells its reader; nothing more is ever said in one."""

    REFERRED = "matter_referred"
    CONSULTED = "advice_asked"
    ANSWERED = "referral_answered"
    ADVISED = "advice_given"


class Force(Enum):
    """What kind of force was used (Minn. Stat. 609.06; 121A.58 names prone restraint)."""

    HELD = "held"
    PRONE = "prone_restraint"
    HANDCUFFS = "handcuffs"
    STRUCK = "struck"
    CHEMICAL = "chemical_irritant"
    ELECTRONIC = "electronic_device"
    WEAPON_DRAWN = "weapon_drawn"
    OTHER = "other"

    @property
    def title(self) -> str:
        """As shown: *Prone restraint*."""
        return self.value.replace("_", " ").capitalize()


class ForcedBy(Enum):
    """Who used force."""

    OFFICER = "officer"
    STAFF = "staff"
    OTHER_OFFICER = "other_officer"

    @property
    def title(self) -> str:
        """As shown: *The school resource officer*."""
        return {
            ForcedBy.OFFICER: "The school resource officer",
            ForcedBy.STAFF: "District staff",
            ForcedBy.OTHER_OFFICER: "Another officer",
        }[self]
