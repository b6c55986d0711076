"""Advice asked of an officer, as that officer reads and gives it."""

from .views import bp

__all__ = ["bp"]
