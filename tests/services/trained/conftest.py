"""An officer of whom no course is known yet, and who keeps the registry."""

import pytest

from incident_app.vocabulary import Role


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR)


@pytest.fixture
def officer(make, school):
    return make.officer(school, trained=False)
