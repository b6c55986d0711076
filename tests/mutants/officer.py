"""Faults in the pages of an officer, and in what else could tell them something."""

from tests.mutants.fault import PAIRS, POSTGRES, READING, REFERRALS, SERVICES, TOGETHER, Fault

FAULTS = (
    Fault(
        "An officer's list forgets what was taken back",
        f"{SERVICES}/my_matters.py",
        "            referrals=[each for each in referrals.mine(viewer=viewer) if each.id in referred],\n",
        "            referrals=db.session.scalars(sa.select(Referral).where(Referral.officer_id == viewer.id)).all(),\n",
        READING,
    ),
    Fault(
        "An officer's list forgets what advice was withdrawn or re-routed",
        f"{SERVICES}/my_matters.py",
        "            consultations=[each for each in consultations.mine(viewer=viewer) if each.id in asked],\n",
        "            consultations=db.session.scalars(sa.select(Consultation).where(Consultation.officer_id == viewer.id)).all(),\n",
        READING,
    ),
    Fault(
        "An officer's list asks for the administrator's action",
        f"{SERVICES}/referrals.py",
        "sa.select(Referral).where(reach(viewer, Action.ANSWER_REFERRAL)).options(*_WHOLE)",
        "sa.select(Referral).where(reach(viewer, Action.REVOKE_REFERRAL)).options(*_WHOLE)",
        READING,
    ),
    Fault(
        "An officer's list of advice asks for the administrator's action",
        f"{SERVICES}/consultations.py",
        "reach(viewer, Action.GIVE_ADVICE)).options(*_WHOLE)",
        "reach(viewer, Action.WITHDRAW_CONSULTATION)).options(*_WHOLE)",
        READING,
    ),
    Fault(
        "A matter on the list is not written into the ledger",
        f"{SERVICES}/my_matters.py",
        "            disclosures.write(referral, how, viewer=viewer, now=now)\n",
        "            pass\n",
        READING,
    ),
    Fault(
        "Advice asked on the list is not written into the ledger",
        f"{SERVICES}/my_matters.py",
        "            disclosures.write(consultation, how, viewer=viewer, now=now)\n",
        "            pass\n",
        READING,
    ),
    Fault(
        "The list says in the ledger that all was read",
        f"{SERVICES}/disclosures.py",
        "    return [] if how is Seen.LIST else list(shared.disclosed)\n",
        "    return list(shared.disclosed)\n",
        READING,
    ),
    Fault(
        "An officer's list does not wait for who takes something back",
        f"{SERVICES}/my_matters.py",
        "db.session.scalars(query.with_for_update(read=True, of=table))",
        "db.session.scalars(query)",
        TOGETHER,
        POSTGRES,
    ),
    Fault(
        "An officer's home counts the matters that are discipline only",
        "incident_app/web/home/views.py",
        "    with my_matters.listing(viewer=current_user, now=now(), how=sent(Seen.LIST)) as mine:\n",
        "    from flask import flash\n"
        "    from incident_app.extensions import db\n"
        "    from incident_app.models import Standing\n"
        '    rule = db.select(db.func.count()).where(Standing.outcome == "discipline_only")\n'
        '    flash(f"{db.session.scalar(rule)} matters are discipline only.")\n'
        "    with my_matters.listing(viewer=current_user, now=now(), how=sent(Seen.LIST)) as mine:\n",
        PAIRS,
    ),
    Fault(
        "An officer's contacts are listed by school",
        f"{SERVICES}/contacts.py",
        "        .where(which, reach(viewer, Action.READ_CONTACT))\n",
        "        .where(Contact.school_id.in_([school.id for school in viewer.schools]))\n",
        PAIRS,
    ),
    Fault(
        "The ledger is written after a file is handed over",
        f"{SERVICES}/referrals.py",
        "        disclosures.write(referral, how, viewer=viewer, now=now, attachment=attachment)\n"
        "        yield attachment\n",
        "        yield attachment\n"
        "        disclosures.write(referral, how, viewer=viewer, now=now, attachment=attachment)\n",
        REFERRALS,
    ),
    Fault(
        "The ledger is written after the list is shown",
        f"{SERVICES}/my_matters.py",
        "        for referral in mine.referrals:\n"
        "            disclosures.write(referral, how, viewer=viewer, now=now)\n"
        "        for consultation in mine.consultations:\n"
        "            disclosures.write(consultation, how, viewer=viewer, now=now)\n"
        "        yield mine\n",
        "        yield mine\n"
        "        for referral in mine.referrals:\n"
        "            disclosures.write(referral, how, viewer=viewer, now=now)\n"
        "        for consultation in mine.consultations:\n"
        "            disclosures.write(consultation, how, viewer=viewer, now=now)\n",
        REFERRALS,
    ),
)
