"""What an officer records of their own lawful action, without sight of any incident (IV.C)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms import TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from incident_app.services import Refused, contacts
from incident_app.vocabulary import Role
from incident_app.web.choices import PickField
from incident_app.web.contacts.forms import ContactForm
from incident_app.web.contacts.views import bp
from incident_app.web.force import SHORT
from incident_app.web.gate import roles
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import School


class OwnContactForm(ContactForm):
    """An officer's own contact, at a school of theirs."""

    school = PickField("School", validators=[InputRequired("Choose the school.")])

    iv_c = TextAreaField(
        "Why it was yours to do (IV.C)",
        description="IV.C leaves open what the law asks of an officer whatever the route. Enter "
        "what that was.",
        validators=[InputRequired("Enter why it was yours to do."), SHORT],
    )

    def __init__(self, *, schools: Sequence[School], **kwargs: Any) -> None:
        """Offer the schools; a single one is chosen."""
        super().__init__(
            data={"school": str(schools[0].id) if len(schools) == 1 else None}, **kwargs
        )
        self.school.choices = [SelectChoice(str(each.id), each.name) for each in schools]


@bp.get("/contacts")
@roles(Role.OFFICER, Role.COORDINATOR)
def index() -> ResponseReturnValue:
    """The officer's own contacts; to the coordinator, those without an incident too."""
    found = contacts.apart(viewer=current_user)
    return render_template("contacts/index.html", found=found)


@bp.route("/contacts/new", methods=["GET", "POST"])
@roles(Role.OFFICER)
def new_own() -> ResponseReturnValue:
    """Record what the officer did themselves."""
    form = OwnContactForm(schools=contacts.schools(viewer=current_user))
    if form.validate_on_submit():
        try:
            mine = form.contact(officer_id=current_user.id)
            contacts.record_own(UUID(form.school.data), mine, viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The contact is recorded.")
            return redirect(url_for(".index"))
    return render_template("contacts/new_own.html", form=form)
