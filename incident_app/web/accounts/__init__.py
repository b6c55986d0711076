"""The accounts, for the system administrator."""

from .views import bp

__all__ = ["bp"]
