"""Logging incidents and reading them."""

from .views import bp

__all__ = ["bp"]
