"""Where officers stand under Section V: the board, an officer's own page, and what is recorded."""

from .views import bp

__all__ = ["bp"]
