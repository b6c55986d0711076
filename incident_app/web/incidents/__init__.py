"""Reading incidents."""

from . import record
from .views import bp

__all__ = ["bp", "record"]
