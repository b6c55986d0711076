"""Logging an incident on one page, kept as a draft while it is typed."""

from .views import bp

__all__ = ["bp"]
