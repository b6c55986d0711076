"""Faults in second factors, step-up and sessions."""

from tests.mutants.fault import SERVICES, Fault

SECOND = "tests/web/factors/test_second_factor.py"
STEP_UP = "tests/web/factors/test_step_up.py"
RESETS = "tests/web/factors/test_resets.py"
SESSIONS = "tests/web/test_sessions.py"
PROVING = "incident_app/web/proving.py"

FAULTS = (
    Fault(
        "What was asked long ago is approved",
        f"{SERVICES}/factor_resets.py",
        "at > now - LASTS, keeps, kept_on",
        "keeps, kept_on",
        RESETS,
    ),
    Fault(
        "What somebody asked who was disabled is approved",
        f"{SERVICES}/factor_resets.py",
        "at > now - LASTS, keeps, kept_on",
        "at > now - LASTS, kept_on",
        RESETS,
    ),
    Fault(
        "A password alone opens every page",
        PROVING,
        "    if is_half():\n        if factors.enrolled(current_user):",
        "    if False:\n        if factors.enrolled(current_user):",
        SECOND,
    ),
    Fault(
        "Whoever needs a factor and has none goes on without",
        f"{SERVICES}/sessions.py",
        "        half = must or factors.enrolled(account)\n",
        "        half = factors.enrolled(account)\n",
        SECOND,
    ),
    Fault(
        "A half session adds a factor beside the one that is there",
        PROVING,
        "            return page()\n        return None if enrolling",
        "            return None if enrolling else page()\n        return None if enrolling",
        SECOND,
    ),
    Fault(
        "A code of an app lets in twice",
        f"{SERVICES}/factors.py",
        "        if proof and proof not in {use.proof for use in factor.uses}:\n",
        "        if proof:\n            proof = proof + str(len(factor.uses))\n",
        SECOND,
    ),
    Fault(
        "A recovery code lets in twice",
        f"{SERVICES}/factors.py",
        "    return sa.select(Factor).where(~ended, ~used)\n",
        "    return sa.select(Factor).where(~ended)\n",
        SECOND,
    ),
    Fault(
        "Wrong codes cost nothing",
        PROVING,
        "    if left := max(waits):\n",
        "    if False and (left := max(waits)):\n",
        SECOND,
    ),
    Fault(
        "An old proof is good for what matters most",
        PROVING,
        "    return at is None or now() - at > FRESH or",
        "    return at is None or",
        STEP_UP,
    ),
    Fault(
        "A code alone changes how somebody signs in",
        PROVING,
        ' or (both and not session.get("whole"))\n',
        "\n",
        STEP_UP,
    ),
    Fault(
        "A half session lasts as long as any",
        f"{SERVICES}/sessions.py",
        "    most = WHOLE if found.proved_at else HALF\n",
        "    most = WHOLE\n",
        STEP_UP,
    ),
    Fault(
        "A session keeps its token when it is proved anew",
        f"{SERVICES}/sessions.py",
        ".values(token_sha256=_hashed(new), proved_at=now)",
        ".values(proved_at=now)",
        STEP_UP,
    ),
    Fault(
        "Who asked for a reset approves it",
        f"{SERVICES}/factor_resets.py",
        "        if approved and (same_person(asked.by, viewer) or same_person(account, viewer)):\n",
        "        if approved and same_person(account, viewer):\n",
        RESETS,
    ),
    Fault(
        "A second account of the same person is another person",
        f"{SERVICES}/accounts.py",
        "    first = {each.holder_id or each.id for each in (one, other)}\n",
        "    first = {each.id for each in (one, other)}\n",
        RESETS,
    ),
    Fault(
        "A session goes on after its account changed",
        f"{SERVICES}/sessions.py",
        "found.account.epoch == found.epoch",
        "True",
        SESSIONS,
    ),
    Fault(
        "A session that was ended goes on",
        f"{SERVICES}/sessions.py",
        "    return found.ended_at is None and fresh and same\n",
        "    return fresh and same\n",
        SESSIONS,
    ),
)
