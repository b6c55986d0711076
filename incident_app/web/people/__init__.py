"""To whom a student's data was disclosed, and who looked at it."""

from .views import bp

__all__ = ["bp"]
