"""The sign-in form."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length


class WayForm(FlaskForm):
    """Where they wanted to go."""

    next = HiddenField()

    @property
    def destination(self) -> str | None:
        """Where to go on: a path of this site, or nothing."""
        path = self.next.data or ""
        inside = path.startswith("/") and not path.startswith(("//", "/\\"))
        return path if inside and path.isprintable() else None


class SignInForm(WayForm):
    """Who it is, and where they wanted to go."""

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
    carried = HiddenField()
