"""Faults in who may see what: each is planted alone, and the tests named with it must find it."""

from __future__ import annotations

from typing import NamedTuple

SHARING = "tests/access/test_sharing.py"
REACH = "tests/access/test_reach.py"
ENDPOINTS = "tests/access/test_endpoints.py"
MATRIX = "tests/access/matrix/test_matrix.py"
TOGETHER = "tests/access/test_interleavings.py"
REFERRALS = "tests/services/test_referrals.py"
CONSULTATIONS = "tests/services/test_consultations.py"
SQLITE, POSTGRES = "SQLite", "PostgreSQL"
ACCESS = "incident_app/access.py"
SERVICES = "incident_app/services"
PAIRS = "tests/access/test_non_interference.py"


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


FAULTS = (
    Fault(
        "A referral to another officer is read",
        ACCESS,
        "(Referral.officer_id == viewer.id) & ~_ended(Referral) & stands",
        "~_ended(Referral) & stands",
        SHARING,
    ),
    Fault(
        "A consultation of another officer is read",
        ACCESS,
        "(Consultation.officer_id == viewer.id) & ~_ended(Consultation) & stands",
        "~_ended(Consultation) & stands",
        SHARING,
    ),
    Fault(
        "Taking a referral back is ignored",
        "incident_app/models/referral.py",
        "ENDED = (State.DECLINED, State.DONE, State.REVOKED)",
        "ENDED = (State.DECLINED, State.DONE)",
        SHARING,
    ),
    Fault(
        "A declined referral is still live",
        "incident_app/models/referral.py",
        "ENDED = (State.DECLINED, State.DONE, State.REVOKED)",
        "ENDED = (State.DONE, State.REVOKED)",
        SHARING,
    ),
    Fault(
        "A finished referral is still live",
        "incident_app/models/referral.py",
        "ENDED = (State.DECLINED, State.DONE, State.REVOKED)",
        "ENDED = (State.DECLINED, State.REVOKED)",
        SHARING,
    ),
    Fault(
        "An answered consultation is still live",
        ACCESS,
        "return sa.exists().where(_ADVICE.consultation_id == Consultation.id)",
        "return sa.exists().where(_ADVICE.consultation_id == Consultation.id, _ADVICE.words == '')",
        SHARING,
    ),
    Fault(
        "A hold is treated as referred",
        ACCESS,
        "_stands(Referral.matter_id, Outcome.LAW_ENFORCEMENT, schools=_schools(viewer))",
        "_stands(Referral.matter_id, *Outcome, schools=_schools(viewer))",
        SHARING,
    ),
    Fault(
        "A consultation outlives its route",
        ACCESS,
        "_stands(Consultation.matter_id, Outcome.ADMINISTRATOR_LED, schools=_schools(viewer))",
        "_stands(Consultation.matter_id, *Outcome, schools=_schools(viewer))",
        SHARING,
    ),
    Fault(
        "An undetermined matter is treated as law enforcement",
        ACCESS,
        "            Matter.id, Outcome.LAW_ENFORCEMENT, schools=_schools(viewer)\n",
        "            Matter.id, Outcome.LAW_ENFORCEMENT, Outcome.UNDETERMINED, schools=_schools(viewer)\n",
        SHARING,
    ),
    Fault(
        "The officer's school is not asked for a referral",
        ACCESS,
        "_stands(Referral.matter_id, Outcome.LAW_ENFORCEMENT, schools=_schools(viewer))",
        "_stands(Referral.matter_id, Outcome.LAW_ENFORCEMENT)",
        SHARING,
    ),
    Fault(
        "The officer's school is not asked for a consultation",
        ACCESS,
        "_stands(Consultation.matter_id, Outcome.ADMINISTRATOR_LED, schools=_schools(viewer))",
        "_stands(Consultation.matter_id, Outcome.ADMINISTRATOR_LED)",
        SHARING,
    ),
    Fault(
        "A disabled account reaches what it did",
        ACCESS,
        "    if not viewer.active:\n        return sa.false()\n",
        "",
        SHARING,
    ),
    Fault(
        "A disabled account stays signed in",
        f"{SERVICES}/accounts.py",
        "    return account if account and account.active else None\n\n\ndef signed_in",
        "    return account\n\n\ndef signed_in",
        ENDPOINTS,
    ),
    Fault(
        "A disabled account goes on with its session",
        f"{SERVICES}/accounts.py",
        "    account = db.session.get(Account, account_id)\n    return account if account and account.active else None\n",
        "    return db.session.get(Account, account_id)\n",
        ENDPOINTS,
    ),
    Fault(
        "The coordinator sees discipline-only matters",
        ACCESS,
        "tuple(outcome for outcome in Outcome if outcome is not Outcome.DISCIPLINE_ONLY)",
        "tuple(Outcome)",
        SHARING,
    ),
    Fault(
        "The coordinator refers any matter they read",
        ACCESS,
        "Action.REFER_MATTER: lambda _: _stands(Matter.id, Outcome.LAW_ENFORCEMENT)",
        "Action.REFER_MATTER: lambda _: _stands(Matter.id, *COORDINATED)",
        SHARING,
    ),
    Fault(
        "An administrator reads the referrals of every school",
        ACCESS,
        "Action.READ_REFERRAL: lambda viewer: Referral.school_id.in_(_schools(viewer))",
        "Action.READ_REFERRAL: lambda viewer: Referral.school_id.is_not(None)",
        SHARING,
    ),
    Fault(
        "An administrator answers what was sent to an officer",
        f"{SERVICES}/referrals.py",
        "return _one(referral_id, Action.ANSWER_REFERRAL, viewer=viewer)",
        "return _one(referral_id, Action.READ_REFERRAL, viewer=viewer)",
        SHARING,
    ),
    Fault(
        "An officer takes back what they may only answer",
        f"{SERVICES}/referrals.py",
        "referral = _one(referral_id, Action.REVOKE_REFERRAL, viewer=viewer)",
        "referral = _one(referral_id, Action.READ_REFERRAL, viewer=viewer)",
        SHARING,
    ),
    Fault(
        "A notice is read after what it is about was taken back",
        ACCESS,
        "        Notice.referral_id.in_(referrals.correlate(None))\n",
        "        Notice.referral_id.is_not(None)\n",
        SHARING,
    ),
    Fault(
        "Everybody's notices are read",
        ACCESS,
        "return (Notice.to_id == viewer.id) & (",
        "return (",
        SHARING,
    ),
    Fault(
        "An officer reads the contacts that others recorded",
        ACCESS,
        "return Contact.recorded_by_id == viewer.id",
        "return Contact.id.is_not(None)",
        SHARING,
    ),
    Fault(
        "The ledger of a child of another school is read",
        ACCESS,
        "Action.READ_LEDGER: _known_there",
        "Action.READ_LEDGER: lambda _: Person.id.is_not(None)",
        SHARING,
    ),
    Fault(
        "An auditor reads incidents",
        ACCESS,
        "Role.AUDITOR: {Action.READ_POLICY: _anyone, Action.AUDIT: _everywhere}",
        "Role.AUDITOR: {Action.READ_POLICY: _anyone, Action.AUDIT: _everywhere,\n"
        "        Action.READ_INCIDENT: lambda _: Incident.id.is_not(None)}",
        REACH,
    ),
    Fault(
        "Whatever can be read can be referred",
        f"{SERVICES}/referrals.py",
        "        matter = sharing.matter(matter_id, Action.REFER_MATTER, viewer=viewer)\n",
        "        matter = sharing.matter(matter_id, Action.READ_MATTER, viewer=viewer)\n",
        REFERRALS,
    ),
    Fault(
        "The database lets any matter be referred",
        "migrations/versions/0012_sharing.py",
        "    for table, outcome in ROUTED.items():\n        at_hand",
        "    for table, outcome in ():\n        at_hand",
        REFERRALS,
    ),
    Fault(
        "The database lets any matter be referred, on PostgreSQL",
        "migrations/versions/0012_sharing.py",
        "IF NOT ({unless}) THEN RAISE",
        "IF false THEN RAISE",
        REFERRALS,
        POSTGRES,
    ),
    Fault(
        "The ledger can be changed afterwards",
        "migrations/versions/0014_ledger.py",
        'LINES = ("disclosure", "look", "denial")',
        'LINES = ("look", "denial")',
        "tests/migrations/test_append_only.py",
    ),
    Fault(
        "A file is handed over by its id alone",
        f"{SERVICES}/referrals.py",
        ".where(Attachment.id == attachment_id, Attachment.id.in_(disclosed))",
        ".where(Attachment.id == attachment_id)",
        REFERRALS,
    ),
    Fault(
        "A file of the record is downloaded by its id alone",
        f"{SERVICES}/attachments.py",
        ".where(Attachment.id == attachment_id, reach(viewer, Action.READ_INCIDENT))",
        ".where(Attachment.id == attachment_id)",
        MATRIX,
        pages="/attachments/",
    ),
    Fault(
        "A view is not written into the ledger",
        f"{SERVICES}/referrals.py",
        "        disclosures.write(referral, how, viewer=viewer, now=now)\n",
        "",
        REFERRALS,
    ),
    Fault(
        "The ledger is written after the content is shown",
        f"{SERVICES}/referrals.py",
        "        disclosures.write(referral, how, viewer=viewer, now=now)\n        yield referral\n",
        "        yield referral\n        disclosures.write(referral, how, viewer=viewer, now=now)\n",
        REFERRALS,
    ),
    Fault(
        "A file handed over is not written into the ledger",
        f"{SERVICES}/referrals.py",
        "        disclosures.write(referral, Seen.ATTACHMENT, viewer=viewer, now=now, attachment=attachment)\n",
        "",
        REFERRALS,
    ),
    Fault(
        "A consultation shown is not written into the ledger",
        f"{SERVICES}/consultations.py",
        "        disclosures.write(consultation, how, viewer=viewer, now=now)\n",
        "",
        CONSULTATIONS,
    ),
    Fault(
        "The ledger's line waits for the end of the transaction",
        f"{SERVICES}/disclosures.py",
        "    db.session.flush()\n",
        "",
        REFERRALS,
    ),
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
        "theirs = sa.select(Referral).where(Referral.matter_id == matter.id).with_for_update()",
        "theirs = sa.select(Referral).where(Referral.matter_id == matter.id)",
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
        "A new route leaves referrals as they are",
        f"{SERVICES}/deciding.py",
        "        revoking.after(decision, matter, by=by, at=at)\n",
        "        pass\n",
        REFERRALS,
    ),
    Fault(
        "Who reported can be named",
        f"{SERVICES}/sharing.py",
        "return [each for each in shared.incident.participants if each.part is not Part.REPORTER]",
        "return list(shared.incident.participants)",
        REFERRALS,
    ),
    Fault(
        "Everything is disclosed, whatever was chosen",
        f"{SERVICES}/sharing.py",
        "for field in Field if field in chosen.fields}",
        "for field in Field}",
        REFERRALS,
    ),
    Fault(
        "Everybody is named, whoever was chosen",
        f"{SERVICES}/sharing.py",
        "            for each in named(shared)\n            if each.id in chosen.people\n",
        "            for each in named(shared)\n",
        REFERRALS,
    ),
    Fault(
        "The place is sent although the preview left it out",
        f"{SERVICES}/referrals.py",
        "            disclosed=letter.disclosed,\n",
        '            disclosed=letter.disclosed | {"place": matter.incident.place},\n',
        REFERRALS,
    ),
    Fault(
        "The preview shows less than what is sent",
        f"{SERVICES}/referrals.py",
        "        sharing.matter(matter_id, Action.REFER_MATTER, viewer=viewer), offer, viewer, now\n",
        "        sharing.matter(matter_id, Action.REFER_MATTER, viewer=viewer),\n"
        '        __import__("dataclasses").replace(offer, purpose="-"), viewer, now\n',
        REFERRALS,
    ),
    Fault(
        "An emergency needs no threat in words",
        f"{SERVICES}/sharing.py",
        "    if basis is Basis.EMERGENCY and not threat.strip():\n",
        "    if False:\n",
        REFERRALS,
    ),
    Fault(
        "A consultation carries the matter's reference",
        f"{SERVICES}/sharing.py",
        'reference=shared.reference if isinstance(shared, Referral) else ""',
        "reference=getattr(shared, 'reference', None) or shared.matter.reference",
        CONSULTATIONS,
    ),
    Fault(
        "The gate lets an auditor into every page",
        "incident_app/web/gate.py",
        "    if current_user.role not in (declared_here() or ()):\n",
        "    if current_user.role is not Role.AUDITOR and current_user.role not in (declared_here() or ()):\n",
        ENDPOINTS,
    ),
    Fault(
        "The gate looks at one verb and not at its sibling",
        "incident_app/web/gate.py",
        "    if current_user.role not in (declared_here() or ()):\n",
        '    if request.method != "POST" and current_user.role not in (declared_here() or ()):\n',
        ENDPOINTS,
    ),
    Fault(
        "Out of reach is said otherwise than absent",
        "incident_app/web/errors.py",
        "app.register_error_handler(NotFound, lambda _: _absent())",
        "app.register_error_handler(NotFound, lambda _: _page(405))",
        MATRIX,
        pages="/matters/",
    ),
    Fault(
        "The count of incidents skips the reach",
        "incident_app/reports/wanted.py",
        "        reach(viewer, Action.READ_INCIDENT),\n        *_asked(wanted, viewer=viewer),\n",
        "        *_asked(wanted, viewer=viewer),\n",
        REACH,
    ),
    Fault(
        "The count of incidents by their route skips the reach",
        "incident_app/reports/wanted.py",
        "        first.school_id.in_(in_reach),\n",
        "",
        REACH,
    ),
)
