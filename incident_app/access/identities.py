"""Who may see and end what an account is connected with at the district's identity provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from incident_app.models import Identity, IdentityEnd
from incident_app.vocabulary import Role

from .action import Action

if TYPE_CHECKING:
    from incident_app.models import Account

_END = aliased(IdentityEnd)


def connected() -> sa.ColumnElement[bool]:
    """Whether a connection has no end."""
    return ~sa.exists().where(_END.identity_id == Identity.id)


def _own(viewer: Account) -> sa.ColumnElement[bool]:
    return (Identity.account_id == viewer.id) & connected()


MAY: Mapping[Role, Mapping[Action, Callable[[Account], sa.ColumnElement[bool]]]] = {
    **{role: {Action.KEEP_IDENTITY: _own} for role in Role},
    Role.SYSTEM_ADMINISTRATOR: {Action.KEEP_IDENTITY: lambda _: connected()},
}
