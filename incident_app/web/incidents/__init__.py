"""Logging incidents, finding them and reading them."""

from . import listing
from .views import bp

__all__ = ["bp", "listing"]
