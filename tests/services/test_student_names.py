"""A student's name is recognised however it is written, alike on both databases, whoever writes."""

from uuid import uuid4

import pytest

from incident_app import viewing
from incident_app.extensions import db
from incident_app.services import Refused
from incident_app.services.student_names import refuse_named
from incident_app.vocabulary import PersonKind, Role
from tests.make import TODAY

STUDENTS = (
    "Lee, Ana", "Nuñez Ortiz, José", "O'Brien, Mary Kate", "Nguyễn, Thị Minh", "Weiß, Jörg", "Smith-Jones, D'Andre", "Øst, Åse",
)  # fmt: skip
NAMED = (
    "Ana Lee", "Lee, Ana", "talked with ANA  LEE today", "José Núñez", "jose nunez was there", "Ortiz, José",
    "Mary Kate O'Brien", "Mary O\u2019Brien", "O'Brien, Mary", "Kate O'Brien", "Thi Minh Nguyen", "NGUYỄN, THỊ", "Joerg? Jörg Weiss",
    "jorg weiß", "D'Andre Smith-Jones", "Smith Jones, D Andre", "ÅSE ØST", "Jose\u0301 Nun\u0303ez",
)  # fmt: skip
UNNAMED = (
    "", "Ana saw Lee", "Analee", "Taught bicycle safety to grade 6.", "Lee", "Kim, Bo and Jo Ng elsewhere", "Staff: Ray Poe", "???",
)  # fmt: skip


@pytest.fixture
def school(make):
    kept = make.school()
    for name in STUDENTS:
        make.person(kept, name)
    make.person(kept, "Poe, Ray", PersonKind.STAFF)
    make.person(make.school("WMS"), "Ng, Jo")
    return kept


@pytest.fixture
def writes(app):
    """Whether a text of this account is taken, asked as its page would ask."""

    def taken(text, viewer):
        who = viewer.id
        db.session.rollback()
        token = viewing.nobody(TODAY.date())
        viewing.account(who)
        try:
            refuse_named(text, field="words", viewer=viewer)
        except Refused:
            return False
        finally:
            db.session.rollback()
            viewing.ended(token)
        return True

    return taken


@pytest.mark.parametrize("text", NAMED)
def test_whoever_writes_a_students_name_is_refused(make, school, writes, text):
    for viewer in (
        make.officer(school),
        make.administrator(school),
        make.account(Role.COORDINATOR),
    ):
        assert not writes(text, viewer), viewer.role


@pytest.mark.parametrize("text", UNNAMED)
def test_what_names_nobody_whole_is_taken(make, school, writes, text):
    for viewer in (make.officer(school), make.administrator(school)):
        assert writes(text, viewer), viewer.role


def test_of_other_schools_only_the_coordinator_knows_the_names(make, school, writes):
    assert writes("Jo Ng", make.officer(school))
    assert writes("Jo Ng", make.administrator(school))
    assert not writes("Jo Ng", make.account(Role.COORDINATOR))
    assert writes("Ana Lee", make.officer(make.school("NES")))


def test_who_logs_nothing_learns_nothing(make, school, writes):
    """The function answers those who write, and says no more than they are told."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("The function is PostgreSQL's.")
    for role in (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR):
        assert writes("Ana Lee", make.account(role, schools=[school]))


def test_a_long_text_of_odd_signs_is_no_trouble(make, school, writes):
    assert writes("{}\"'\\ " * 40 + f"{uuid4()}", make.officer(school))
