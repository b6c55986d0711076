"""What officers really did: recorded by whoever saw it, whatever the route."""

from . import own
from .views import bp

__all__ = ["bp", "own"]
