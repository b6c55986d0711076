"""Signing in and out, and one's own account."""

from . import passwords, views
from .blueprint import bp

__all__ = ["bp", "passwords", "views"]
