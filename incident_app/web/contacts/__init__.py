"""What officers really did: recorded by whoever saw it, whatever the route."""

from .views import bp

__all__ = ["bp"]
