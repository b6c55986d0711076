"""Answering the questions of a matter."""

from .views import bp

__all__ = ["bp"]
