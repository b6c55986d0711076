"""Where signing in leads."""

from .views import bp

__all__ = ["bp"]
