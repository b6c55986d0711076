"""A matter referred to an officer, as that officer reads and answers it."""

from .views import bp

__all__ = ["bp"]
