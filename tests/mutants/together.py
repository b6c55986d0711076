"""Faults in what happens at one moment."""

from tests.mutants.fault import DELIVERING, POSTGRES, SERVICES, TOGETHER, Fault

FAULTS = (
    Fault(
        "Nobody waits for who takes a referral back",
        f"{SERVICES}/referrals.py",
        "    db.session.scalar(query.with_for_update(read=read))\n",
        "    db.session.scalar(query)\n",
        TOGETHER,
        POSTGRES,
    ),
    Fault(
        "What was read before the lock is not read again",
        f"{SERVICES}/referrals.py",
        "    _lock(referral_id, read=read)\n    return _one(referral_id, Action.ANSWER_REFERRAL, viewer=viewer)\n",
        "    found = _one(referral_id, Action.ANSWER_REFERRAL, viewer=viewer)\n    _lock(referral_id, read=read)\n    return found\n",
        TOGETHER,
        POSTGRES,
    ),
    Fault(
        "A new route does not wait for who is looking",
        f"{SERVICES}/revoking.py",
        "for referral in db.session.scalars(theirs.with_for_update()):",
        "for referral in db.session.scalars(theirs):",
        TOGETHER,
        POSTGRES,
    ),
    Fault(
        "A reader does not take the writer's lock",
        f"{SERVICES}/__init__.py",
        '    db.session.connection(execution_options={"writes": True})\n',
        "",
        TOGETHER,
    ),
    Fault(
        "Two runs mail one notice",
        f"{SERVICES}/delivering.py",
        "    return query.with_for_update(skip_locked=True, of=kind)\n",
        "    return query\n",
        DELIVERING,
        POSTGRES,
    ),
    Fault(
        "A new route does not wait for the mail that is leaving",
        f"{SERVICES}/delivering.py",
        "        db.session.scalar(sa.select(kind.id).where(kind.id == about).with_for_update(read=True))\n",
        "        pass\n",
        DELIVERING,
        POSTGRES,
    ),
)
