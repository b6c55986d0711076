"""The forms of accounts: words and shape, no queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from incident_app.services.accounts import LONGEST_ACCOUNT_NAME
from incident_app.services.invitations import Invited
from incident_app.vocabulary import LONGEST_NOTE, Role
from incident_app.web.agencies.forms import short
from incident_app.web.carried import KeptForm
from incident_app.web.choices import OneField, TicksField

if TYPE_CHECKING:
    from incident_app.models import Account, School

ROLES = (
    (Role.ADMINISTRATOR, "Administrator: logs incidents and leads matters at their schools"),
    (Role.OFFICER, "School Resource Officer: sees what is referred to them, and nothing else"),
    (
        Role.COORDINATOR,
        "Emergency Management & Safety Coordinator: keeps officers and contracts, "
        "and reads every matter but the discipline-only ones",
    ),
    (Role.AUDITOR, "Auditor: reads what was done, without names"),
    (Role.SYSTEM_ADMINISTRATOR, "System administrator: keeps accounts, and reads no matter"),
)


class NamedForm(KeptForm):
    """Who somebody is."""

    name = StringField(
        "Name",
        description="As pages show it.",
        render_kw={"autocomplete": "off"},
        validators=[InputRequired("Enter their name."), short(LONGEST_ACCOUNT_NAME)],
    )
    email = StringField(
        "E-mail address",
        description="The link goes there, and they sign in with it.",
        render_kw={"autocomplete": "off", "type": "email"},
        validators=[InputRequired("Enter their e-mail address."), Length(max=254)],
    )


class AssignForm(KeptForm):
    """What an account is for."""

    role = OneField("Role", ROLES, validators=[InputRequired("Choose a role.")])
    schools = TicksField(
        "Schools of an administrator",
        description="For an administrator only. The coordinator gives an officer their schools, "
        "in the registry of officers; nobody else has any.",
    )

    def __init__(self, *, schools: Sequence[School], account: Account | None = None) -> None:
        """Offer the schools; what an account has is filled in."""
        start: dict[str, Any] = {}
        if account is not None:
            start = {
                "role": account.role.value,
                "schools": [str(each.id) for each in account.schools],
            }
        super().__init__(data=start)
        self.schools.offer((str(each.id), each.name) for each in schools)


class InviteForm(NamedForm, AssignForm):
    """Who is invited, and as what."""

    def invited(self) -> Invited:
        """As the service takes it; only after the form was found right."""
        return Invited(
            name=self.name.data or "",
            email=self.email.data or "",
            role=self.role.chosen(Role),
            schools=self.schools.ids,
        )


class ResetForm(KeptForm):
    """Why somebody's second factors are to be taken off."""

    why = TextAreaField(
        "Why they are to be taken off",
        description="Such as a lost phone, and how you know that it is them who asks.",
        validators=[InputRequired("Enter why."), Length(max=LONGEST_NOTE)],
    )


class HolderForm(KeptForm):
    """Whose account it is."""

    of = SelectField(
        "A second account of",
        description="Nobody asks for something with one account and approves it with another.",
        validate_choice=False,
    )
