"""The district's identity provider: OpenID Connect, by authorization code with PKCE."""

from .errors import Unreachable, Untrusted
from .provider import Going, Provider, Real

__all__ = ["Going", "Provider", "Real", "Unreachable", "Untrusted"]
