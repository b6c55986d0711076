"""Faults in the gate of Section V: whom a matter may be given to, and until which day."""

from tests.mutants.fault import SERVICES, Fault

GATE, STANDING = "tests/web/sharing/test_section_v.py", "tests/services/test_section_v.py"
REMINDING = "tests/services/test_reminding.py"
RECORD = "incident_app/policy/training_record.py"

FAULTS = (
    Fault(
        "A matter is offered whatever Section V says",
        f"{SERVICES}/sharing.py",
        "            if candidate.barred:\n",
        "            if False:\n",
        GATE,
    ),
    Fault(
        "The first posting counts, not the newest",
        f"{SERVICES}/section_v.py",
        "sa.select(sa.func.max(kind.seq))",
        "sa.select(sa.func.min(kind.seq))",
        GATE,
    ),
    Fault(
        "The exemption for substitutes holds on day 60",
        RECORD,
        "self.substitute and self.contact_days < EXEMPT_BELOW",
        "self.substitute and self.contact_days <= EXEMPT_BELOW",
        GATE,
    ),
    Fault(
        "A struck entry of the duty log counts",
        f"{SERVICES}/section_v.py",
        "            counts(),\n",
        "",
        STANDING,
    ),
    Fault(
        "Entries of one day count more than once",
        f"{SERVICES}/section_v.py",
        "sa.func.count(DutyEntry.day.distinct())",
        "sa.func.count(DutyEntry.day)",
        STANDING,
    ),
    Fault(
        "Days of an earlier school year count",
        f"{SERVICES}/section_v.py",
        "DutyEntry.day.between(first, on)",
        "DutyEntry.day <= on",
        STANDING,
    ),
    Fault(
        "The last day under V.B is June 1, 2027",
        RECORD,
        "PRIOR_COURSE_LAST_DAY = date(2027, 5, 31)",
        "PRIOR_COURSE_LAST_DAY = date(2027, 6, 1)",
        GATE,
    ),
    Fault(
        "A contract's end brought forward is no end",
        "incident_app/under_contract.py",
        "        ~ended,\n",
        "",
        GATE,
    ),
    Fault(
        "A contract ends a day late",
        "incident_app/under_contract.py",
        "_CONTRACT.ends_on >= today",
        "_CONTRACT.ends_on >= type(today).fromordinal(today.toordinal() - 1)",
        GATE,
    ),
    Fault(
        "A reminder leaves although it holds no more",
        f"{SERVICES}/delivering.py",
        "        return reminding.holds(reminder, self.today)\n",
        "        return True\n",
        REMINDING,
    ),
)
