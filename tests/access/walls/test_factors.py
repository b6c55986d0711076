"""The wall of second factors: taking them off takes two people, asked in SQL too."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Factor
from incident_app.services import factor_resets
from incident_app.vocabulary import FactorKind, Role
from tests.access.walls.test_accounts import does, refuses
from tests.make import NOON, TODAY

APPROVE = (
    "INSERT INTO factor_reset_answer (id, reset_id, approved, by_id, at) "
    "VALUES (gen_random_uuid(), :id, true, :by, now())"
)
TAKE_OFF = (
    "INSERT INTO factor_end (id, factor_id, why, by_id, at) "
    "VALUES (gen_random_uuid(), :id, 'reset', :by, now())"
)


@pytest.fixture
def keeper(make):
    return make.account(Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def second(make):
    return make.account(Role.SYSTEM_ADMINISTRATOR)


def has_one(account, *, at=NOON):
    factor = Factor(
        account_id=account.id, kind=FactorKind.APP, name="Phone", secret="sealed", added_at=at
    )
    db.session.add(factor)
    db.session.commit()
    return factor


def test_nobody_takes_a_factor_of_somebody_else_off_alone(app, make, keeper):
    factor = has_one(make.account(Role.OFFICER))
    assert refuses(TAKE_OFF, keeper, id=factor.id, by=keeper.id)


def test_nobody_approves_what_they_asked_or_what_is_for_themselves(app, make, keeper, second):
    for account, by in ((make.account(Role.OFFICER), keeper), (keeper, second)):
        has_one(account)
        factor_resets.ask(account.id, "Lost.", viewer=by, now=TODAY)
        asked = factor_resets.open_one(account.id, viewer=by, now=TODAY)
        assert refuses(APPROVE, keeper, id=asked.id, by=keeper.id)
        refuse = APPROVE.replace("true", "false")
        assert does(refuse, keeper, id=asked.id, by=keeper.id) == 1


def test_whoever_approved_takes_off_what_there_was_then_and_nothing_later(
    app, make, keeper, second
):
    account = make.account(Role.OFFICER)
    has_one(account)
    factor_resets.ask(account.id, "Lost.", viewer=keeper, now=TODAY)
    factor_resets.answer(account.id, approved=True, viewer=second, now=TODAY)
    earlier, later = has_one(account), has_one(account, at=TODAY + timedelta(seconds=1))
    assert does(TAKE_OFF, second, id=earlier.id, by=second.id) == 1
    assert refuses(TAKE_OFF, keeper, id=earlier.id, by=keeper.id)
    assert refuses(TAKE_OFF.replace("reset", "removed"), second, id=earlier.id, by=second.id)
    assert refuses(TAKE_OFF, second, id=later.id, by=second.id)
