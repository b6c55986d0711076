"""The auditor's pages: nothing but reading, and nobody named."""

from .views import bp

__all__ = ["bp"]
