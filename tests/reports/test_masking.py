"""Names of others do not come through, however they are written."""

from uuid import uuid4

import pytest

from incident_app.reports.masking import Mask, Named
from incident_app.reports.picking import Known, Roster
from incident_app.vocabulary import PersonKind

ANA = Named(uuid4(), "Lee, Ana", "10001", PersonKind.STUDENT)
BO = Named(uuid4(), "Lee, Bo", "10002", PersonKind.STUDENT)
JOSE = Named(uuid4(), "García-Núñez, José", "10003", PersonKind.STUDENT)
ROE = Named(uuid4(), "Roe, A.", None, PersonKind.STAFF)


def hide(text):
    cy = Known(uuid4(), "Cole, Cy", "10004", "9", PersonKind.STUDENT, "EHS")
    return Mask(ANA, Roster([cy])).hide(text, [ANA, BO, JOSE, ROE])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bo Lee hit Ana Lee.", "another student hit Ana Lee."),
        ("LEE, BO hit Lee, Ana", "another student hit Lee, Ana"),
        ("Lee hit Ana", "another student hit Ana"),
        ("Bo's phone", "another student's phone"),
        ("jose\u0301 Garcia Nunez ran", "another student ran"),
        ("ask 10002, 10004 or 10001", "ask another student or 10001"),
        ("Mr. Roe saw a knife", "Mr. another person saw a knife"),
        ("Cy Cole, not the coal", "another student, not the coal"),
        ("Cole is a surname", "Cole is a surname"),
        ("his sister", "his sister"),
        ("", ""),
    ],
)
def test_a_name_is_hidden(text, shown):
    assert hide(text) == shown
