"""The provider's tokens stay on the server, and only for as long as they are read."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from tests.postgres import unwalled


@pytest.mark.usefixtures("bound")
def test_a_token_goes_no_further_than_the_server(app, traveler, provider):
    made = []
    provider.answers["/token"] = lambda asked: made.append(provider._token(asked)) or made[0]
    answer = traveler.request("GET", traveler.ask(traveler.go()))
    assert traveler.is_in
    cookie = app.session_interface.get_signing_serializer(app).loads(
        traveler._http.get_cookie("session").value
    )
    places = [answer.text, str(answer.headers), str(cookie)]
    with unwalled(db).connect() as connection:
        for table in db.metadata.sorted_tables:
            places.append(str(connection.execute(sa.select(table)).all()))  # noqa: PERF401 - reads better
    said = made[0].get_json()
    for secret in (said["access_token"], *said["id_token"].split(".")):
        assert not [each for each in places if secret in each]
