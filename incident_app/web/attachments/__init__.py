"""Files kept with an incident."""

from .views import bp

__all__ = ["bp"]
