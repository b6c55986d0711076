"""HTTP: the only package that knows requests, sessions, forms and flashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import StrictUndefined

from . import (
    account,
    accounts,
    agencies,
    assessments,
    attachments,
    audit,
    beside,
    consultations,
    contacts,
    drafts,
    drills,
    duties,
    errors,
    factors,
    gate,
    headers,
    home,
    incidents,
    looking,
    matters,
    navigation,
    notices,
    officers,
    people,
    policy,
    referrals,
    sharing,
    sign_on,
    training,
    words,
)

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    """Register pages, the sign-in gate, errors, headers and words.

    :raises gate.Undeclared: an endpoint neither is public nor declares its roles.
    """
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for each in (
        account,
        sign_on,
        accounts,
        agencies,
        attachments,
        audit,
        contacts,
        home,
        incidents,
        drafts,
        factors,
        duties,
        drills,
        assessments,
        matters,
        sharing,
        notices,
        officers,
        people,
        referrals,
        consultations,
        policy,
        training,
    ):
        app.register_blueprint(each.bp)
    words.init_app(app)
    navigation.init_app(app)
    beside.init_app(app)
    errors.init_app(app)
    gate.init_app(app)
    looking.init_app(app)
    headers.init_app(app)
