"""Notices: that there is something to read."""

from .views import bp

__all__ = ["bp"]
