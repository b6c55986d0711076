"""Faults in who is an officer of whose, and in what makes an officer an SRO."""

from tests.mutants.fault import REGISTRY, ROSTER, Fault

OFFICERS = "incident_app/access/officers.py"
UNDER_CONTRACT = "incident_app/under_contract.py"
CONTRACTS = "tests/web/test_officers.py"
ENDS = "tests/web/test_agencies.py"

FAULTS = (
    Fault(
        "An officer reads the registry of another officer",
        OFFICERS,
        "Action.READ_OFFICER: _themselves,",
        "Action.READ_OFFICER: _every_officer,",
        REGISTRY,
    ),
    Fault(
        "An administrator reads the officers of other schools",
        OFFICERS,
        "Action.READ_OFFICER: _officers_there,",
        "Action.READ_OFFICER: _every_officer,",
        REGISTRY,
    ),
    Fault(
        "An administrator ends a contract of their school",
        OFFICERS,
        "Action.READ_CONTRACT: _contracts_there,",
        "Action.READ_CONTRACT: _contracts_there, Action.KEEP_CONTRACT: _contracts_there,",
        REGISTRY,
    ),
    Fault(
        "An administrator reads a training file",
        OFFICERS,
        "Action.READ_OFFICER: _officers_there,",
        "Action.READ_OFFICER: _officers_there, Action.READ_TRAINING: _officers_there,",
        REGISTRY,
    ),
    Fault(
        "A contract that was ended still makes an SRO",
        UNDER_CONTRACT,
        "        ~ended,\n",
        "",
        ENDS,
    ),
    Fault(
        "A contract that begins tomorrow makes an SRO today",
        UNDER_CONTRACT,
        "        _CONTRACT.starts_on <= today,\n",
        "",
        CONTRACTS,
    ),
    Fault(
        "A contract makes an SRO after its last day",
        UNDER_CONTRACT,
        "        _CONTRACT.ends_on >= today,\n",
        "",
        CONTRACTS,
    ),
    Fault(
        "A refused row of a roster does not stop the others",
        "incident_app/services/rosters.py",
        "if done.those(Doing.REFUSED):",
        "if False:",
        ROSTER,
    ),
    Fault(
        "A roster is imported though the registry is not what was shown",
        "incident_app/services/rosters.py",
        "if done.digest != seen:",
        "if False:",
        ROSTER,
    ),
)
