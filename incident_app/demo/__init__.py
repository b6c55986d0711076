"""An invented district to look around in, made by the services that make a real one.

All of it is fixed; only ids and references differ from one time to the next.
"""

from __future__ import annotations

from .incidents import INCIDENTS
from .people import ACCOUNTS, PEOPLE, SCHOOLS
from .seeding import STEPS, seed

__all__ = ["ACCOUNTS", "INCIDENTS", "PEOPLE", "SCHOOLS", "STEPS", "seed"]
