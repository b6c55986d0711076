"""The history of an account in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from incident_app.vocabulary import Role

if TYPE_CHECKING:
    from incident_app.services.account_book import Told

Detail: TypeAlias = "dict[str, Any]"
Words: TypeAlias = "Callable[[Detail, str | None], str]"

DISABLED = {
    "by_hand": "Disabled",
    "unused": "Disabled, as nobody had signed in for 90 days",
    "contracts_ended": "Disabled, as every contract that made them an SRO had ended",
}
ENDED = {
    "from_elsewhere": "ended from elsewhere",
    "restored": "ended, as a backup had been brought back",
}
BY_ITSELF = frozenset(DISABLED) - {"by_hand"}
KINDS = {"passkey": "a passkey", "app": "an authenticator app"}
BY_LINK = {
    "invitation": "Chose a password by the link",
    "new_password": "Chose a new password by the link",
}


def said(told: Told) -> str:
    """What happened, without who and when."""
    name = told.event.name
    words = SAYS.get(name, f"{name[:1].upper()}{name[1:]}")
    return words if isinstance(words, str) else words(told.event.detail, told.source)


def _made(did: str) -> Words:
    return lambda detail, _: f"{did} as {_role(detail['role'])}{_at(detail.get('schools'))}"


def _changed(detail: Detail, _source: str | None) -> str:
    was, now = detail["was"], detail["now"]
    if was["role"] == now["role"]:
        before = ", ".join(was["schools"]) or "none"
        return f"Schools changed from {before} to {', '.join(now['schools']) or 'none'}"
    before = f"{_role(was['role'])}{_at(was['schools'])}"
    return f"Role changed from {before} to {_role(now['role'])}{_at(now['schools'])}"


def _failed(detail: Detail, source: str | None) -> str:
    failed = f"A sign-in with this address failed, from {source or 'an unknown address'}"
    seconds = detail["seconds"]
    return f"{failed}; the next one from there waits {seconds} seconds" if seconds else failed


def _ended(detail: Detail, _source: str | None) -> str:
    if detail["why"] == "signed_out":
        return "Signed out"
    many = detail.get("sessions", 1)
    ended = "A session was" if many == 1 else f"{many} sessions were"
    return f"{ended} {ENDED.get(detail['why'], 'ended')}"


def _reset(detail: Detail, _source: str | None) -> str:
    second = detail.get("approved")
    return "Second factors taken off" + (f"; approved by {second}" if second else "")


SAYS: dict[str, str | Words] = {
    "account created": _made("Made"),
    "account invited": _made("Invited"),
    "invited again": "Invited again; the link before does not work any more",
    "password link sent": "A link to choose a new password was sent",
    "password set": lambda detail, _: BY_LINK[detail["link"]],
    "password changed": "Changed their password",
    "account role changed": _changed,
    "account schools changed": _changed,
    "account disabled": lambda detail, _: DISABLED.get(detail["why"], "Disabled"),
    "account enabled": "Enabled",
    "signed in": "Signed in",
    "second factor added": lambda detail, _: f"Added a second factor: {KINDS[detail['kind']]}",
    "second factor removed": lambda detail, _: f"Removed a second factor: {KINDS[detail['kind']]}",
    "second factor proved": "Gave a second factor",
    "second factor failed": "Gave a wrong code",
    "recovery codes made": "Made recovery codes",
    "second factor reset asked": "Asked that the second factors be taken off",
    "second factor reset": _reset,
    "second factor reset refused": "Refused to take the second factors off",
    "account named a second one": "Named a second account of the same person",
    "account named one's only one": "Named the only account of its person",
    "session ended": _ended,
    "sign-in failed": _failed,
    "sign-in made to wait": _failed,
}


def who(told: Told) -> str:
    """Who did it; empty where nobody was signed in, or the program did it by itself."""
    event = told.event
    if event.account is not None:
        return "" if event.account_id == event.subject_id else event.account.name
    if operator := event.detail.get("operator"):
        return f"{operator}, at the command line"
    by_itself = event.subject != "account" or event.detail.get("why") in BY_ITSELF
    return "" if by_itself else "the operator"


def _role(code: str) -> str:
    return Role(code).title


def _at(codes: list[str] | None) -> str:
    return f" at {', '.join(codes)}" if codes else ""
