"""Every figure of an audit is what somebody with a pencil counts from the whole record."""

from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import (
    Consultation,
    Contact,
    Denial,
    Disclosure,
    Matter,
    Referral,
    Standing,
)
from incident_app.policy.outcome import Outcome
from incident_app.reports.audit.consultations import Consulted, consultations
from incident_app.reports.audit.contacts import contacts
from incident_app.reports.audit.denials import denials
from incident_app.reports.audit.disclosures import NoBasis, disclosures
from incident_app.reports.audit.matters import matters
from incident_app.reports.audit.period import Period, frame
from incident_app.reports.audit.referrals import LIMBS, referrals
from incident_app.reports.audit.waiting import waiting
from incident_app.vocabulary import Act, Asked, Precision, State
from tests.reports.made_district import NOW, PERIODS, ZONE, District, every, falls

FOR_NO_OFFICER = {
    Outcome.DISCIPLINE_ONLY, Outcome.UNDETERMINED, Outcome.POLICY_GAP, Outcome.NO_VIOLATION
}  # fmt: skip


@pytest.fixture
def district(make):
    return District(make).fill()


@pytest.fixture
def audits(district):
    """Every period, at all schools, at one, and at one where nothing is."""
    everywhere, one, empty = (
        {each.id for each in district.schools}, {district.schools[0].id}, {district.schools[2].id},
    )  # fmt: skip
    return [
        Period(first=first, last=last, schools=frozenset(schools), zone=ZONE)
        for first, last in PERIODS
        for schools in (everywhere, one, empty)
    ]


def span(incident):
    """The days on which it can have happened."""
    day = incident.occurred_on
    if incident.precision is Precision.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if incident.precision is Precision.MONTH:
        return day.replace(day=1), (day.replace(day=1) + timedelta(days=31)).replace(
            day=1
        ) - timedelta(days=1)
    return day, day


def covered(period):
    """The matters of the period, by hand."""
    found = []
    for matter in every(Matter):
        first, last = span(matter.incident)
        here = matter.incident.school_id in period.schools
        if here and first <= period.last and last >= period.first:
            found.append(matter)
    return found


def outcome_of(matter):
    return max(matter.decisions, key=lambda each: each.seq).outcome


def test_the_frame_is_what_the_pencil_finds(district, audits):
    sizes = set()
    for period in audits:
        by_hand = {each.id for each in covered(period)}
        found = db.session.scalars(frame(period, viewer=district.auditor)).all()
        assert len(found) == len(set(found))
        assert set(found) == by_hand
        sizes.add(len(found))
    assert len(sizes) > 5, "the periods are too much alike to show anything"


def test_matters_by_outcome_school_and_month(district, audits):
    aside = 0
    for period in audits:
        found = matters(period, viewer=district.auditor, now=NOW)
        by_hand, by_year_only = Counter(), Counter()
        for matter in covered(period):
            incident = matter.incident
            kind = (incident.school_id, outcome_of(matter))
            if incident.precision is Precision.YEAR:
                by_year_only[kind] += 1
            else:
                by_hand[*kind, incident.occurred_on.replace(day=1)] += 1
        counted = {
            (school, outcome, month): count
            for school, months in found.by_school.items()
            for month, counts in months.items()
            for outcome, count in counts.items()
            if count
        }
        assert counted == dict(by_hand)
        assert {
            (school, outcome): count
            for school, counts in found.by_year_only.items()
            for outcome, count in counts.items()
        } == dict(by_year_only)
        assert found.total == by_hand.total()
        assert found.total + found.total_by_year_only == len(covered(period))
        assert max(found.months) <= max(date(2026, 2, 1), period.first)
        aside += found.total_by_year_only
    assert aside


def test_undetermined_and_gaps_by_how_long(district, audits):
    limits = [timedelta(days=days) for days in (1, 7, 30, 90)]
    for period in audits:
        found = waiting(period, viewer=district.auditor, now=NOW)
        for outcome in (Outcome.UNDETERMINED, Outcome.POLICY_GAP):
            since = [
                db.session.get(Standing, each.id).since
                for each in covered(period)
                if outcome_of(each) is outcome
            ]
            buckets = [0] * 5
            for moment in since:
                buckets[sum(NOW - moment > limit for limit in limits)] += 1
            assert found[outcome].buckets == tuple(buckets)
            assert found[outcome].oldest == min(since, default=None)
            assert found[outcome].total == len(since)


def test_contacts_by_outcome_then_and_now_and_by_who_started_them(district, audits):
    moved = 0
    for period in audits:
        found = contacts(period, viewer=district.auditor)
        some = [
            each
            for each in every(Contact)
            if each.school_id in period.schools
            and falls(each.happened_at, period.first, period.last)
        ]
        then, now, listed = Counter(), Counter(), set()
        for contact in some:
            were = {each.outcome for each in contact.matters}
            are = {outcome_of(each.matter) for each in contact.matters}
            then.update(were)
            now.update(are)
            moved += were != are
            if (were | are) & FOR_NO_OFFICER or "took_part_in_discipline" in contact.acts:
                listed.add(contact.id)
        assert found.by_outcome(lambda each: each.then) == then
        assert found.by_outcome(lambda each: each.now) == now
        assert found.by_starter == Counter(each.started_by for each in some)
        assert {each.id for each in found.listed} == listed
        assert {each.id for each in found.without_incident} == {
            each.id for each in some if each.incident_id is None
        }
        for each in found.listed:
            assert each.marks
    assert moved


def test_referrals_by_limb_basis_end_and_decline(district, audits):
    ends = set()
    for period in audits:
        found = referrals(period, viewer=district.auditor)
        some = [
            each
            for each in every(Referral)
            if each.school_id in period.schools and falls(each.sent_at, period.first, period.last)
        ]
        limbs = Counter(tuple(each.cites) for each in some)
        assert {cites: count for cites, count in found.by_limb.items() if count} == limbs
        assert {(cite,) for cite in LIMBS} <= set(found.by_limb)
        assert found.by_basis == Counter(each.basis for each in some)
        assert found.by_end == Counter(
            each.steps[-1].disposition or each.state if each.steps else State.OFFERED
            for each in some
        )
        assert found.declined == Counter(
            (each.school_id, each.steps[-1].reason) for each in some if each.state is State.DECLINED
        )
        ends |= set(found.by_end)
    assert {State.OFFERED, State.DECLINED, State.REVOKED} <= ends


def test_consultations_by_school(district, audits):
    seen = Counter()
    for period in audits:
        found = consultations(period, viewer=district.auditor)
        for school in period.schools:
            some = [
                each
                for each in every(Consultation)
                if each.school_id == school and falls(each.sent_at, period.first, period.last)
            ]
            assert found[school] == Consulted(
                asked=len(some),
                identified=sum(each.identified for each in some),
                advised=sum(each.state is Asked.ADVISED for each in some),
                taken_back=sum(each.state in {Asked.WITHDRAWN, Asked.REVOKED} for each in some),
                open=sum(each.state is Asked.OPEN for each in some),
            )
            seen.update(identified=found[school].identified, advised=found[school].advised)
    assert all(seen.values())


def test_disclosures_by_basis_and_how_and_those_before_the_route_left(district, audits):
    left = 0
    for period in audits:
        found = disclosures(period, viewer=district.auditor)
        shown, before_it_left = Counter(), Counter()
        for line in every(Disclosure):
            if line.school_id in period.schools and falls(line.at, period.first, period.last):
                shared = line.referral or line.consultation
                home = Outcome.LAW_ENFORCEMENT if line.referral else Outcome.ADMINISTRATOR_LED
                kind = (line.basis or NoBasis.NOBODY_NAMED, line.how)
                shown[kind] += 1
                before_it_left[kind] += outcome_of(shared.matter) is not home
        assert found.shown == shown
        assert +Counter(found.before_it_left) == +before_it_left
        left += before_it_left.total()
    assert left


def test_blocked_attempts_are_the_whole_districts(district, audits):
    total = 0
    for period in audits:
        found = denials(period, viewer=district.auditor)
        assert found == Counter(
            (each.account.role, each.endpoint)
            for each in every(Denial)
            if falls(each.at, period.first, period.last)
        )
        total += sum(found.values())
    assert total


@pytest.mark.parametrize("who", ["an administrator", "an officer", "a disabled auditor"])
def test_nobody_else_counts_anything(district, make, audits, who):
    school = district.schools[0]
    viewer = {
        "an administrator": district.owners[school.id],
        "an officer": district.officers[school.id],
        "a disabled auditor": district.auditor,
    }[who]
    if who == "a disabled auditor":
        viewer.active = False
    period = audits[0]
    with db.session.no_autoflush:
        assert db.session.scalars(frame(period, viewer=viewer)).all() == []
        assert matters(period, viewer=viewer, now=NOW).total == 0
        assert not any(each.total for each in waiting(period, viewer=viewer, now=NOW).values())
        assert contacts(period, viewer=viewer).met == []
        assert referrals(period, viewer=viewer).all == []
        assert set(consultations(period, viewer=viewer).values()) == {Consulted()}
        assert disclosures(period, viewer=viewer).shown == {}
        assert denials(period, viewer=viewer) == {}


def test_a_figure_is_one_query_however_much_there_is(district, audits):
    count = []

    def counts(*_):
        count.append(1)

    viewer, period = district.auditor, audits[0]
    viewer.role  # noqa: B018 - loaded before it is counted
    sa.event.listen(db.session.get_bind(), "before_cursor_execute", counts)
    try:
        for figure in (
            lambda: matters(period, viewer=viewer, now=NOW),
            lambda: waiting(period, viewer=viewer, now=NOW),
            lambda: contacts(period, viewer=viewer),
            lambda: referrals(period, viewer=viewer),
            lambda: consultations(period, viewer=viewer),
            lambda: disclosures(period, viewer=viewer),
            lambda: denials(period, viewer=viewer),
        ):
            count.clear()
            figure()
            assert len(count) == 1
    finally:
        sa.event.remove(db.session.get_bind(), "before_cursor_execute", counts)


def test_taking_part_in_discipline_is_listed_on_any_route(make):
    from incident_app.vocabulary import Role
    from tests.make import CRIME

    owner = make.administrator()
    incident = make.incident(owner, ("assault", CRIME))
    make.contact(incident)
    wrong = make.contact(incident, acts=(Act.DISCIPLINED,))
    period = Period(
        first=date(2025, 9, 1), last=date(2025, 9, 30), schools=frozenset({incident.school_id}), zone=ZONE
    )  # fmt: skip
    found = contacts(period, viewer=make.account(Role.AUDITOR))
    assert len(found.met) == 2
    assert [each.id for each in found.listed] == [wrong.id]
    assert [mark.cite for mark in found.listed[0].marks] == ["IV.B"]
