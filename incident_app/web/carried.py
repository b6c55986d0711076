"""What is typed outlives a sign-in that ran out while it was being typed.

A form sent without a sign-in, or with the token of an earlier one, is not answered with an
error: its fields travel through the sign-in in a hidden field, and a page then offers to go
on with them. Going on opens the form as it was and saves nothing, so that nobody is made to
do what they did not press.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import g, render_template, request
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, FormField, SelectField, SelectMultipleField
from wtforms.csrf.core import CSRFTokenField

from incident_app.web import origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue
    from wtforms import Field

    from incident_app.services import Refused

MARK = "carried"
MOST_BYTES, MOST_FIELDS = 750_000, 5_000
"""What a form may be to be carried: 50,000 signs take up to 600,000 bytes on the wire. Who is not
signed in must not have more read and written back."""
LIVE = "live"
"""Sent along by the page's script, which wants the page back and presses no button."""
SECRET = {"password", "code", "answer", "sealed", "old_password", "new_password", "again"}
"""What proves who somebody is: it is never written back into a page."""
NOT_CARRIED = {"csrf_token", MARK, LIVE, *SECRET}


class KeptForm(FlaskForm):
    """A form that opens again as it was typed, without being acted on, where no button says so."""

    def is_submitted(self) -> bool:
        """Whether the button was pressed here and now."""
        return bool(super().is_submitted()) and not {MARK, LIVE} & request.form.keys()

    def refuse(self, refused: Refused) -> None:
        """Say what the service refused beside the fields it names, else above the form."""
        here = [name for name in refused.fields if name in self]
        for name in here:
            self[name].errors = [*self[name].errors, str(refused)]
        if not here:
            self.form_errors.append(str(refused))


def packed() -> str:
    """The fields of the form that was sent, for a hidden field.

    Empty for a form of another site, for a very large one, and for one with files: those can't
    be carried, and who is not signed in does not get them read.
    """
    small = 0 < (request.content_length or 0) <= MOST_BYTES
    if request.mimetype != "application/x-www-form-urlencoded" or not origin.ours() or not small:
        return ""
    pairs = [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_CARRIED]
    return json.dumps(pairs, ensure_ascii=False) if 0 < len(pairs) <= MOST_FIELDS else ""


def unpacked(text: str) -> list[tuple[str, str]]:
    """The fields again; none where the text is no such list."""
    try:
        found = [(str(name), str(value)) for name, value in json.loads(text)]
        "".join(map("".join, found)).encode()  # a lone surrogate can't be written
    except (ValueError, TypeError, RecursionError):
        return []
    return found


def offer(path: str, fields: Iterable[tuple[str, str]]) -> ResponseReturnValue:
    """The page that offers to go on with what was typed.

    :param path: where the form was being sent, on this site.
    """
    g.pop("csrf_token", None)  # made for the session before the sign-in; the page needs a new one
    return render_template("carried.html", path=path, fields=list(fields))


def pairs(form: Iterable[Field]) -> list[tuple[str, str]]:
    """Names and values of a form as a browser would send them, its token left out."""
    found: list[tuple[str, str]] = []
    for field in form:
        if isinstance(field, FormField):
            found += pairs(field.form)
        elif isinstance(field, FieldList):
            found += pairs(field)
        elif isinstance(field, BooleanField):
            found += [(field.name, "y")] if field.data else []
        elif isinstance(field, SelectMultipleField):
            found += [(field.name, each) for each in field.data or ()]
        elif isinstance(field, SelectField):  # and the radio buttons, its descendants
            found += [(field.name, field.data)] if field.data not in {None, ""} else []
        elif not isinstance(field, CSRFTokenField):
            found.append((field.name, field._value()))  # noqa: SLF001 - what WTForms would render
    return found
