"""Logging incidents and reading them."""

from . import record
from .views import bp

__all__ = ["bp", "record"]
