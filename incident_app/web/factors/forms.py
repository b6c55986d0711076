"""The forms of second factors."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from incident_app.vocabulary import LONGEST_FACTOR_NAME
from incident_app.web.account.forms import CODE


class Named(FlaskForm):
    """What a factor is called."""

    name = StringField(
        "What you call it",
        description="Such as Work phone.",
        validators=[InputRequired("Enter a name."), Length(max=LONGEST_FACTOR_NAME)],
        render_kw={"autocomplete": "off"},
    )


class NewPasskeyForm(Named):
    """A passkey that the browser made."""

    answer = HiddenField()


class NewAppForm(Named):
    """An authenticator app and the first code it gives; the secret travels sealed."""

    code = StringField(
        "Code",
        description="The six digits the app shows now.",
        validators=[InputRequired("Enter the code that the app shows."), Length(max=20)],
        render_kw=CODE,
    )
    sealed = HiddenField()
