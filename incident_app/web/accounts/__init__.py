"""The accounts, for the system administrator."""

from . import trust, views
from .blueprint import bp

__all__ = ["bp", "trust", "views"]
