"""Nothing loads a record without a viewer: who selects a table of the record asks ``reach``."""

import ast
from pathlib import Path

import pytest

from incident_app.extensions import Model

ROOT = Path(__file__).parents[2] / "incident_app"
OPEN = {"Account", "School", "PolicyText"}
"""Tables that hold nothing of a child; which rows of them, reach says where it matters."""

ON_TRUST = {
    "services/agencies.py:add": "a name that is taken; agencies are no secret",
    "services/agencies.py:named": "the operator's own command",
    "services/contracts.py:_refuse_twice": "the contracts of an agency within its keeper's reach",
    "services/postings.py:in_force": "an account found within reach by the caller",
    "services/postings.py:record": "an agency chosen by its keeper",
    "services/student_names.py:_students": "names of the viewer's schools, of which nothing is told",
    "services/account_book.py:_links": "the ids of accounts found within reach",
    "services/account_book.py:history": "of an account within reach, by _theirs",
    "services/account_book.py:_listed": "of accounts within reach, by _theirs",
    "services/account_changes.py:end_links": "an account kept by the viewer",
    "services/account_life.py:_idle": "the operator's own command",
    "services/account_life.py:_last_enabled": "the operator's own command",
    "services/account_life.py:_uncovered": "the operator's own command",
    "services/invitations.py:opened": "by the token alone; who has it is who it is for",
    "services/additions.py:_added": "the incident was loaded within reach by the caller",
    "services/consultations.py:ask": "a lock on the id asked for; nothing is read",
    "services/consultations.py:_held": "a lock on the id asked for; what is read then is within reach",
    "services/contacts.py:_kept": "what the same viewer recorded under the same key",
    "services/reminding.py:_contracts": "the operator's own command",
    "services/reminding.py:_officers": "the operator's own command",
    "services/reminding.py:_holding": "the operator's own command",
    "services/reminding.py:_put": "the operator's own command",
    "services/district.py:enroll": "the operator's own command; a number that is taken",
    "services/importing.py:_kept_once": "the operator's own command",
    "services/importing.py:_there": "the operator's own command",
    "services/incidents.py:_already_logged": "found by its key, then put to reach by the caller",
    "services/looks.py:write": "the ids of incidents that were handed out within reach",
    "services/referrals.py:offer": "a lock on the id asked for; nothing is read",
    "services/referrals.py:reading_attachment": "among the files of a referral within reach",
    "services/referrals.py:_lock": "a lock on the id asked for; nothing is read",
    "services/sessions.py:signed_in": "by the token alone; who has it is who it says",
    "services/sessions.py:end_all": "the operator's own command",
    "services/factors.py:lasting": "the viewer's own, or by what a passkey presents",
    "services/sessions.py:last_begun": "of accounts that the caller has asked for",
    "services/sessions.py:close": "of an account that the caller has asked for, or the viewer's own",
    "services/sessions.py:live": "the viewer's own sessions",
    "services/throttling.py:wait": "failures of an address that somebody typed",
    "services/revoking.py:after": "what must end, whoever decided",
    "services/sightings.py:issued": "the ids of officers found within reach",
    "services/sightings.py:_of": "an officer kept by the viewer",
    "services/training.py:newest": "an officer found within reach by the caller",
    "services/section_v.py:records": "the ids of officers found within reach",
    "services/section_v.py:contact_days": "the ids of officers found within reach",
    "services/training.py:_reviews": "an officer kept by the viewer",
    "reports/audit/opened_contact.py:_matters": "the id of a contact found within reach",
    "reports/finding.py:_lines": "the ids of incidents found within reach",
    "reports/finding.py:_cites": "the ids of incidents found within reach",
    "reports/ledger.py:_others": "those whom the same ledger hides",
    "reports/home.py:_to_ask": "the ids of matters found within reach",
    "reports/home.py:_ask_next": "the ids of matters found within reach",
    "reports/contracts.py:_its_officers": "a filter over what the callers put to reach",
    "reports/officers.py:_contracts": "of the agencies of officers within reach, by _theirs",
    "reports/officers.py:_postings": "of officers within reach, by _theirs",
    "reports/who_sees.py:of_incident": "the operator's own command",
    "reports/who_sees.py:_why": "columns and filters that _many puts to reach",
    "reports/wanted.py:_stands": "a filter over incidents that the caller puts to reach",
}
"""Functions that select without asking, and why they may."""

ASKING = ("reach(", "audited(")
"""What puts the question; the second is the audit's own schools, by reach."""


def _records():
    return {mapper.class_.__name__ for mapper in Model.registry.mappers} - OPEN


def _selects(function):
    """The tables of the record that a function selects from."""
    called = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    asked = [
        each
        for each in called
        if isinstance(each.func, ast.Attribute) and each.func.attr in {"select", "get", "exists"}
    ]
    names = {
        node.id for each in asked for arg in each.args for node in ast.walk(arg)
        if isinstance(node, ast.Name)
    }  # fmt: skip
    return names & _records()


def _found():
    for folder in ("services", "reports", "web", "cli", "demo"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            source = file.read_text()
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.FunctionDef) and _selects(node):
                    said = ast.get_source_segment(source, node)
                    asks = any(each in said for each in ASKING)
                    yield f"{file.relative_to(ROOT)}:{node.name}", asks


def test_who_selects_a_record_asks_who_may():
    without = {name for name, asks in _found() if not asks}
    assert without == set(ON_TRUST)


@pytest.mark.parametrize("source", ["sa.select(Matter)", "db.session.get(Referral, id)"])
def test_the_test_sees_a_load_without_a_viewer(source):
    assert _selects(ast.parse(f"def f():\n    return {source}").body[0])
