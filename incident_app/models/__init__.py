"""The tables, one module a noun."""

from .account import Account
from .addition import Addition
from .answer import Answer
from .asking import Asking
from .attachment import Attachment
from .decision import Decision
from .draft import Draft
from .event import Event
from .incident import Incident
from .matter import Matter, Participant
from .person import Person
from .policy_text import PolicyText
from .school import School
from .search import Search
from .standing import Standing

__all__ = [
    "Account",
    "Addition",
    "Answer",
    "Asking",
    "Attachment",
    "Decision",
    "Draft",
    "Event",
    "Incident",
    "Matter",
    "Participant",
    "Person",
    "PolicyText",
    "School",
    "Search",
    "Standing",
]
