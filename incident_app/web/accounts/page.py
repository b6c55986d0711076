"""The page of one account, with its forms."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, render_template
from flask_login import current_user

from incident_app.reports import account_words as words
from incident_app.services import account_book, factor_resets
from incident_app.web.accounts.forms import AssignForm, HolderForm, ResetForm
from incident_app.web.words import now


def page(
    account_id: UUID, form: AssignForm | None = None, *, reset: ResetForm | None = None
) -> str:
    """The page of an account, with a form of it as it was typed."""
    moment = now()
    found = account_book.one(account_id, viewer=current_user, now=moment)
    return render_template(
        "accounts/show.html",
        found=found,
        form=form or assign_form(account_id),
        reset=reset or ResetForm(formdata=None),
        holder=holder_form(account_id),
        held=factor_resets.held(account_id, viewer=current_user),
        asked=factor_resets.open_one(account_id, viewer=current_user, now=moment),
        works=bool(found.link and found.link.works(moment)),
        history=[
            (each, words.said(each), words.who(each))
            for each in account_book.history(account_id, viewer=current_user)
        ],
        most=account_book.MOST_EVENTS,
        no_mail=no_mail(),
    )


def no_mail() -> bool:
    """Whether no mail can carry a link: its server or the address it begins with is not set."""
    return not (current_app.config["SMTP_URL"] and current_app.config["URL"])


def assign_form(account_id: UUID) -> AssignForm:
    """Its role and schools, as they are."""
    found = account_book.one(account_id, viewer=current_user, now=now())
    schools = account_book.schools(viewer=current_user)
    return AssignForm(schools=schools, account=found.account)


def holder_form(account_id: UUID) -> HolderForm:
    """Whose second account it is, with every other one to choose from."""
    listed = account_book.every(viewer=current_user, now=now())
    accounts = {each.account.id: each.account for each in listed}
    form = HolderForm(data={"of": str(accounts[account_id].holder_id or "")})
    others = [each for each in accounts.values() if each.id != account_id]
    form.of.choices = [
        ("", "nobody else: it is their only one"),
        *((str(each.id), f"{each.name} ({each.email})") for each in others),
    ]
    return form
