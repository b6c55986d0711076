"""Agencies, and the contracts that make their officers School Resource Officers."""

from . import contracts, views
from .blueprint import bp

__all__ = ["bp", "contracts", "views"]
