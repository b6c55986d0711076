"""A contract is kept as it was signed; who may, and what is not fit, is said by name."""

from datetime import date, timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import ContractEnd, ContractReading, Event
from incident_app.services import NotFound, Refused, contracts
from incident_app.vocabulary import Role
from tests.make import NOON, TODAY

DAY = TODAY.date()
TEXTS = {"school_official": "", "direct_control": ""}


@pytest.fixture
def keeper(make):
    return make.account(Role.COORDINATOR)


@pytest.fixture
def contract(make):
    return make.contract(schools=[make.school()])


def count(table):
    return db.session.scalar(db.select(db.func.count()).select_from(table))


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"ends_on": date(2024, 6, 30)}, "ends_on"),
        ({"ends_on": date(2035, 7, 1)}, "ends_on"),
        ({"signed_for_district": " "}, "signed_for_district"),
        ({"signed_for_agency": "x" * 201}, "signed_for_agency"),
        ({"weekdays": ()}, "weekdays"),
        ({"day_begins": "7:45"}, "day_begins"),
        ({"day_ends": "24:00"}, "day_ends"),
        ({"day_begins": "15:30", "day_ends": "15:30"}, "day_ends"),
    ],
)
def test_what_is_no_contract_is_refused_by_name(make, over, field):
    with pytest.raises(Refused) as refused:
        make.contract(schools=[make.school()], **over)
    assert refused.value.fields == (field,)


def test_a_contract_covers_at_least_one_school(make):
    with pytest.raises(Refused) as refused:
        make.contract()
    assert refused.value.fields == ("schools",)


def test_the_same_contract_is_recorded_once_until_it_ended(make, contract, keeper):
    with pytest.raises(Refused, match="recorded already"):
        make.contract(contract.agency, schools=contract.schools)
    contracts.end(contract.id, DAY, "An error.", viewer=keeper, today=DAY, now=NOON)
    make.contract(contract.agency, schools=contract.schools)


@pytest.mark.parametrize(("day", "may"), [(-1, False), (0, True), (1, True)])
def test_it_ends_today_or_later(contract, keeper, day, may):
    from_day = DAY + timedelta(days=day)
    if not may:
        with pytest.raises(Refused) as refused:
            contracts.end(contract.id, from_day, "Why.", viewer=keeper, today=DAY, now=NOON)
        assert refused.value.fields == ("from_day",)
        return
    contracts.end(contract.id, from_day, "Why.", viewer=keeper, today=DAY, now=NOON)
    ended = contracts.contract(contract.id, viewer=keeper)
    assert ended.in_force(from_day - timedelta(days=1))
    assert not ended.in_force(from_day)
    with pytest.raises(Refused, match="its end is recorded already"):
        contracts.end(contract.id, from_day, "Why.", viewer=keeper, today=DAY, now=NOON)


def test_a_reading_is_added_and_earlier_ones_stay(contract, keeper):
    said = {"climate": "§3.1", "teaching": " ", "no such clause": "§9"}
    contracts.read_through(contract.id, said, **TEXTS, viewer=keeper, now=NOON)
    contracts.read_through(contract.id, {}, **TEXTS, viewer=keeper, now=NOON)
    first, second = contracts.contract(contract.id, viewer=keeper).readings
    assert (first.clauses, second.clauses) == ({"climate": "§3.1"}, {})
    met = db.session.scalars(db.select(Event.detail).where(Event.name == "contract read through"))
    assert [each["clauses_met"] for each in met] == [1, 0]


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.OFFICER, Role.SYSTEM_ADMINISTRATOR]
)
def test_nobody_but_the_coordinator_keeps_contracts(make, contract, role):
    viewer = make.account(role, schools=contract.schools)
    new = contracts.NewContract(
        starts_on=DAY, ends_on=DAY, signed_for_district="Poe", signed_for_agency="Roe",
        schools=frozenset(each.id for each in contract.schools),
    )  # fmt: skip
    with pytest.raises(NotFound):
        contracts.record(contract.agency_id, new, viewer=viewer, now=NOON)
    with pytest.raises(NotFound):
        contracts.end(contract.id, DAY, "Why.", viewer=viewer, today=DAY, now=NOON)
    with pytest.raises(NotFound):
        contracts.read_through(contract.id, {}, **TEXTS, viewer=viewer, now=NOON)
    assert count(ContractEnd) == count(ContractReading) == 0
