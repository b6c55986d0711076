"""Walks over everything that exists, so that what nobody thought about fails by name."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import incident_app
from incident_app import services
from incident_app.policy.conducts import CATALOGUE
from incident_app.policy.editions import EDITIONS
from incident_app.policy.logic import FACTS

ROOT = Path(__file__).parents[2]
SOURCES = [
    file
    for folder in ("incident_app", "tests", "migrations", "bench")
    for file in sorted((ROOT / folder).rglob("*.py"))
] + [ROOT / "config.py"]
OPERATOR = {
    "accounts": {
        "authenticate",
        "looking",
        "refuse_unfit",
        "refuse_nameless",
        "refuse_taken",
        "by_operator",
        "same_person",
        "is_password_of",
    },
    "passwords": {"refuse_unfit"},
    "account_changes": {"end_links", "is_last", "chosen_schools"},
    "account_life": {"end_what_is_over", "to_warn"},
    "invitations": {"opened", "accept", "token_for", "may_go"},
    "sessions": {"begin", "signed_in", "is_of", "lasting", "end_all", "last_begun"},
    "throttling": {"wait", "failed", "hashed"},
    "factors": {"enrolled", "new_secret", "add", "fit_name", "hashed", "lasting"},
    "factor_resets": set(),
    "passkeys": {"to_make", "to_prove", "owner"},
    "sealing": set(),
    "identities": {"spend", "account_of", "key_of"},
    "district": {"named", "all_schools", "is_empty"},
    "deciding": {"in_force", "edition_for", "decided"},
    "references": {"new"},
    "matters": {"newest"},
    "contacts": {"marks_of"},
    "revoking": {"after"},
    "sharing": {
        "named",
        "disclosed",
        "refuse_unfit",
        "refuse_basis",
        "persons",
        "attached",
        "letter",
    },
    "delivering": {"deliver"},
    "importing": {"preview"},
    "keeping": {
        "refuse_what_is_no_record",
        "refuse_what_is_nobody",
        "refuse_what_is_no_conduct",
        "incident",
        "participant",
        "matter",
    },
    "texts": {"refuse_unfit", "refuse_unkept", "refuse_note", "refuse_address"},
    "postings": {"in_force", "refuse_unfit"},
    "training": {"newest", "refuse_day"},
    "section_v": {"records", "record_of", "status_of", "bar_of", "contact_days"},
    "sightings": {"issued"},
    "reminding": {"due", "holds"},
    "files": {"screened"},
    "agencies": {"named"},
    "duties": {"refuse_day", "refuse_measures"},
}
"""Service functions without a viewer: for the operator, or for signing in, or called by others."""


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_is_short_enough_to_read(file):
    assert len(file.read_text().splitlines()) <= 320


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "core", "base"])
def test_nothing_is_called_by_a_name_that_says_nothing(name):
    assert [file for file in SOURCES if name in {file.stem, file.parent.name}] == []


def _services():
    for module in pkgutil.iter_modules(services.__path__):
        loaded = importlib.import_module(f"incident_app.services.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == loaded.__name__ and not name.startswith("_"):
                yield module.name, name, function


def test_every_service_names_its_viewer_and_takes_the_time_as_an_argument():
    for module, name, function in _services():
        parameters = inspect.signature(function).parameters
        if name not in OPERATOR.get(module, ()):
            assert "viewer" in parameters, f"{module}.{name}"
            assert parameters["viewer"].kind is inspect.Parameter.KEYWORD_ONLY, f"{module}.{name}"
            assert parameters["viewer"].default is inspect.Parameter.empty, f"{module}.{name}"


def test_only_web_and_the_command_line_read_the_clock():
    for file in SOURCES:
        parts = file.relative_to(ROOT).parts
        if parts[0] == "incident_app" and parts[1] not in {"web", "cli"}:
            calls = re.findall(
                r"\b(?:now\(|utcnow|today\(\)|time\.time|monotonic)", file.read_text()
            )
            assert calls == [], file


def test_only_services_commit():
    for file in SOURCES:
        parts = file.relative_to(ROOT).parts
        if parts[0] == "incident_app" and parts[1] != "services":
            assert ".commit()" not in file.read_text(), file


def test_every_public_function_of_the_program_has_a_docstring():
    for module in pkgutil.walk_packages(incident_app.__path__, "incident_app."):
        tree = ast.parse(Path(importlib.util.find_spec(module.name).origin).read_text())
        classes = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name[0] != "_"]
        for node in [*tree.body, *(member for each in classes for member in each.body)]:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{module.name}.{node.name}"


def test_an_edition_module_holds_rows_and_no_functions():
    for file in (ROOT / "incident_app/policy/editions").glob("[a-z]*.py"):
        assert not [
            n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.FunctionDef)
        ]


def test_the_words_are_plain():
    said = [
        *(text for fact in FACTS for text in (fact.question, fact.explains, fact.example)),
        *(row.says for edition in EDITIONS for row in edition.rows),
        *(s.reason for conduct in CATALOGUE for s in conduct.suggestions),
        *(file.read_text() for file in (ROOT / "templates").rglob("*.html")),
    ]
    for text in said:
        assert not re.search(
            r"(?<!aria-)\b(?:invalid|please|illegal value|forbidden)\b", text, re.IGNORECASE
        ), text


def test_no_file_names_this_machine():
    for file in [
        *SOURCES,
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "Makefile",
        ROOT / ".ci/run",
    ]:
        assert not re.search(r"(?<![.\w])/(?:wo" + r"rk|home|root)/", file.read_text()), file
