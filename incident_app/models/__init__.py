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
from .event import Event
from .incident import Incident
from .look import Look
from .matter import Matter, Participant
from .notice import Notice
from .person import Person
from .policy_text import PolicyText
from .posting import Posting
from .referral import Referral, ReferralStep
from .school import School
from .search import Search
from .standing import Standing

__all__ = [
    "Account",
    "Addition",
    "Agency",
    "AgencyLine",
    "Answer",
    "Asking",
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
    "Event",
    "Incident",
    "Look",
    "Matter",
    "Notice",
    "Participant",
    "Person",
    "PolicyText",
    "Posting",
    "Referral",
    "ReferralStep",
    "School",
    "Search",
    "Standing",
]
