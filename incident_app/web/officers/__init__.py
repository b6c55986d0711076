"""The registry of officers: whose they are, and whether a contract makes them an SRO."""

from . import rosters, views
from .blueprint import bp

__all__ = ["bp", "rosters", "views"]
