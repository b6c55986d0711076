"""Second factors: adding them, and proving one."""

from .views import bp

__all__ = ["bp"]
