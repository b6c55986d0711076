"""Why a provider's answer is worth nothing. Each says so for the operator, never with a token."""


class Unreachable(RuntimeError):
    """The provider does not answer, or not as a provider does."""


class Untrusted(ValueError):
    """What came back is not what this provider would say of who was sent to it."""
