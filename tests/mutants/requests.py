"""Faults in what a request may do by its verb, where it came from, and what goes with its answer."""

from tests.mutants.fault import SAFE, SERVICES, Fault

FAULTS = (
    Fault(
        "Opening a page keeps a draft",
        "incident_app/web/drafts/views.py",
        '    if request.method != "POST":  # a HEAD saves nothing either\n',
        '    if request.method == "HEAD":\n',
        SAFE,
    ),
    Fault(
        "The head of a ledger is a ledger read",
        f"{SERVICES}/ledger.py",
        '"ledger read" if how else None',
        '"ledger read"',
        SAFE,
    ),
)
