"""The forms on the way in, and what each takes along."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class OnTheWay(FlaskForm):
    """Where somebody wanted to go, and what they had typed there."""

    next = HiddenField()
    carried = HiddenField()

    @property
    def destination(self) -> str | None:
        """Where to go on: a path of this site, or nothing."""
        path = self.next.data or ""
        inside = path.startswith("/") and not path.startswith(("//", "/\\"))
        return path if inside and path.isprintable() else None


class SignInForm(OnTheWay):
    """Who it is."""

    email = StringField(
        "E-mail address",
        validators=[InputRequired("Enter your e-mail address."), Length(max=254)],
        render_kw={"autocomplete": "username", "type": "email"},
    )
    password = PasswordField(
        "Password",
        validators=[InputRequired("Enter your password."), Length(max=128)],
        render_kw={"autocomplete": "current-password"},
    )


class ProveForm(OnTheWay):
    """A code of an app or a recovery code, the password of who has neither, or ``both``."""

    code = StringField(
        "Code",
        description="The six digits your app shows now, or one of your recovery codes.",
        validators=[Length(max=100)],
        render_kw=CODE | {"inputmode": "text"},
    )
    password = PasswordField(
        "Password",
        validators=[Length(max=128)],
        render_kw={"autocomplete": "current-password"},
    )
    both = HiddenField()


class PasskeyForm(OnTheWay):
    """What a browser answered for a passkey."""

    answer = HiddenField()
    both = HiddenField()
