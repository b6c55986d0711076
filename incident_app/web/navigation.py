"""The links above every page: who sees which, and which one leads to the page now open."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request
from flask_login import current_user

from incident_app.vocabulary import Role


@dataclass(frozen=True)
class Link:
    """A link to a page, and the blueprints whose pages hang below it."""

    endpoint: str
    words: str
    holds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Shown:
    """A link as one page shows it."""

    endpoint: str
    words: str
    current: bool


DUTIES = Link("duties.index", "Duties", frozenset({"duties", "drills", "assessments"}))
POLICY = Link("policy.show", "Policy", frozenset({"policy"}))
OFFICERS = Link("officers.index", "Officers", frozenset({"officers", "agencies"}))
TRAINING = Link("training.index", "Training", frozenset({"training"}))

LINKS: dict[Role, tuple[Link, ...]] = dict.fromkeys(Role, (POLICY,)) | {
    Role.ADMINISTRATOR: (
        Link("home.show", "Home"),
        Link(
            "incidents.index",
            "Incidents",
            frozenset({"attachments", "contacts", "incidents", "matters", "people", "sharing"}),
        ),
        Link("drafts.log", "Log an incident", frozenset({"drafts"})),
        OFFICERS,
        DUTIES,
        POLICY,
    ),
    Role.AUDITOR: (
        Link("audit.show", "Audit", frozenset({"audit"})),
        OFFICERS,
        TRAINING,
        DUTIES,
        POLICY,
    ),
    Role.COORDINATOR: (
        Link("home.show", "Matters", frozenset({"matters", "sharing"})),
        Link("contacts.index", "Contacts", frozenset({"contacts"})),
        OFFICERS,
        TRAINING,
        DUTIES,
        POLICY,
    ),
    Role.OFFICER: (
        Link("home.show", "My matters", frozenset({"referrals", "consultations"})),
        Link("contacts.index", "Contacts", frozenset({"contacts"})),
        Link("officers.mine", "My service", frozenset({"officers", "training"})),
        DUTIES,
        POLICY,
    ),
    Role.SYSTEM_ADMINISTRATOR: (
        Link("accounts.index", "Accounts", frozenset({"accounts"})),
        POLICY,
    ),
}


def init_app(app: Flask) -> None:
    """Give the layout its links."""
    app.context_processor(lambda: {"navigation": navigation})


def navigation() -> list[Shown]:
    """The links of whoever is signed in; at most one is the page now open."""
    links = LINKS[current_user.role]
    exact = [link for link in links if link.endpoint == request.endpoint]
    above = [link for link in links if request.blueprint in link.holds]
    here = (exact + above)[:1]
    return [Shown(link.endpoint, link.words, current=link in here) for link in links]


def unmarked() -> list[Shown]:
    """The same with no page open: an error says nothing of what is at its address."""
    return [Shown(link.endpoint, link.words, current=False) for link in LINKS[current_user.role]]
