"""Referring a matter to an officer, asking an officer's advice, and taking either back."""

from .views import bp

__all__ = ["bp"]
