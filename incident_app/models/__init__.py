"""The tables, one module a noun."""

from .account import Account
from .answer import Answer
from .decision import Decision
from .event import Event
from .incident import Incident
from .matter import Matter, Participant
from .person import Person
from .school import School

__all__ = [
    "Account",
    "Answer",
    "Decision",
    "Event",
    "Incident",
    "Matter",
    "Participant",
    "Person",
    "School",
]
