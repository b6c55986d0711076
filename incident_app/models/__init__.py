"""The tables, one module a noun."""

from .account import Account
from .addition import Addition
from .agency import Agency, AgencyLine
from .answer import Answer
from .asking import Asking
from .attachment import Attachment
from .consultation import Consultation, ConsultationStep
from .contact import Contact, ContactMatter
from .contract import Contract, ContractEnd, ContractReading
from .decision import Decision
from .denial import Denial
from .disclosure import Disclosure
from .draft import Draft
from .duty import DutyEntry, DutyReview
from .event import Event
from .factor import Factor, FactorEnd, FactorReset, FactorResetAnswer, FactorUse
from .identity import Identity, IdentityEnd, SpentState
from .incident import Incident
from .invitation import Invitation
from .login_session import LoginSession, SignInFailure
from .look import Look
from .matter import Matter, Participant
from .notice import Notice
from .person import Person
from .policy_text import PolicyText
from .posting import Posting
from .referral import Referral, ReferralStep
from .reminder import Reminder
from .safety import Assessment, AssessmentEnd, Drill
from .school import School
from .search import Search
from .standing import Standing
from .training import PolicyReview, Sighting, SightingFile, Training

__all__ = [
    "Account",
    "Addition",
    "Agency",
    "AgencyLine",
    "Answer",
    "Asking",
    "Assessment",
    "AssessmentEnd",
    "Attachment",
    "Consultation",
    "ConsultationStep",
    "Contact",
    "ContactMatter",
    "Contract",
    "ContractEnd",
    "ContractReading",
    "Decision",
    "Denial",
    "Disclosure",
    "Draft",
    "Drill",
    "DutyEntry",
    "DutyReview",
    "Event",
    "Factor",
    "FactorEnd",
    "FactorReset",
    "FactorResetAnswer",
    "FactorUse",
    "Identity",
    "IdentityEnd",
    "Incident",
    "Invitation",
    "LoginSession",
    "Look",
    "Matter",
    "Notice",
    "Participant",
    "Person",
    "PolicyReview",
    "PolicyText",
    "Posting",
    "Referral",
    "ReferralStep",
    "Reminder",
    "School",
    "Search",
    "Sighting",
    "SightingFile",
    "SignInFailure",
    "SpentState",
    "Standing",
    "Training",
]
