"""Faults in who may see what: each is planted alone, and the tests named with it must find it."""

from tests.mutants import pages, reach, sharing, together

FAULTS = (*reach.FAULTS, *sharing.FAULTS, *together.FAULTS, *pages.FAULTS)
