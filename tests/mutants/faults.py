"""Faults in who may see what: each is planted alone, and the tests named with it must find it."""

from tests.mutants import (
    accounts,
    factors,
    officer,
    pages,
    reach,
    registry,
    requests,
    sharing,
    sign_on,
    together,
    training,
    walls,
)

FAULTS = (
    *accounts.FAULTS,
    *factors.FAULTS,
    *reach.FAULTS,
    *sharing.FAULTS,
    *together.FAULTS,
    *pages.FAULTS,
    *officer.FAULTS,
    *requests.FAULTS,
    *registry.FAULTS,
    *training.FAULTS,
    *walls.FAULTS,
    *sign_on.FAULTS,
)
