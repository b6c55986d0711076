"""Signing in by the district's identity provider."""

from .views import BACK, bp

__all__ = ["BACK", "bp"]
