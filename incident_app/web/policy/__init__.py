"""The policy as the router reads it, the district's own words beside it, and trying it."""

from .views import bp

__all__ = ["bp"]
