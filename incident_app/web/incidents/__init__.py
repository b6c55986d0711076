"""Finding incidents, reading them, and adding to them."""

from . import listing, record
from .blueprint import bp

__all__ = ["bp", "listing", "record"]
