"""What a planted fault is, and the tests that find them."""

from __future__ import annotations

from typing import NamedTuple

SHARING = "tests/access/test_sharing.py"
REACH = "tests/access/test_reach.py"
ENDPOINTS = "tests/access/test_endpoints.py"
MATRIX = "tests/access/matrix/test_matrix.py"
SAFE = "tests/access/matrix/test_safe_methods.py"
ANSWERS = "tests/access/matrix/test_headers.py"
FORGED = "tests/access/matrix/test_forged.py"
TOGETHER = "tests/access/test_interleavings.py"
SHOWN = "tests/access/test_shown.py"
REFERRALS = "tests/services/test_referrals.py"
DELIVERING = "tests/services/test_delivering.py"
CONSULTATIONS = "tests/services/test_consultations.py"
SQLITE, POSTGRES = "SQLite", "PostgreSQL"
ACCESS = "incident_app/access/__init__.py"
SERVICES = "incident_app/services"
PAIRS = "tests/access/test_non_interference.py"
WALLS = "tests/access/walls/test_walls.py"
PROBES = "tests/access/walls/test_probes.py"
OPERATIONS = "tests/setup/test_operations.py"
STORAGE = "tests/setup/test_storage.py"
COOKIE = "tests/setup/test_cookie.py"
READING = "tests/web/officer/test_reading.py"
REGISTRY = "tests/access/test_reach_officers.py"
ROSTER = "tests/web/test_roster.py"
LIES = "tests/web/sign_on/test_lies.py"
SIGN_ON = "tests/web/sign_on/test_sign_on.py"
IDENTITIES = "tests/access/walls/test_identities.py"


class Fault(NamedTuple):
    """One change to one file, and the test that must fail with it.

    ``before`` stands in the file exactly once. ``on`` is the database whose tests are run;
    ``pages`` limits the access matrix to addresses with this part.
    """

    name: str
    file: str
    before: str
    after: str
    killed_by: str
    on: str = SQLITE
    pages: str = ""
