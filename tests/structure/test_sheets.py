"""The two style sheets hold every class that pages use, and name only files that are there."""

import re
from pathlib import Path

import pytest

from incident_app.policy.outcome import Outcome

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "incident_app/static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = [STATIC / "uswds/uswds.css", STATIC / "app.css"]
USWDS, OURS = (re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL) for sheet in SHEETS)
STYLED = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"url\(.*?\)", "", USWDS + OURS)))


def classes(text):
    """The class names in a template, those that Jinja puts in on a condition too."""
    found = set(re.findall(r"\busa-[\w-]+", text))
    for value in re.findall(r'\bclass="((?:[^"{]|{{.*?}})*)"', text):
        found.update(re.sub(r"{{.*?}}", " ", value).split())
        for inside in re.findall(r"{{(.*?)}}", value):
            found.update(" ".join(re.findall(r'"([^"]*)"', inside)).split())
    return found


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_every_class_in_a_template_has_its_style(file):
    assert classes(file.read_text()) - STYLED == set(), "style it in app.css, or: make css"


def test_every_class_of_the_design_system_in_a_script_has_its_style():
    for file in STATIC.glob("*.js"):
        assert set(re.findall(r"\busa-[\w-]+", file.read_text())) - STYLED == set(), file.name


def test_every_outcome_has_its_style():
    assert {outcome.value for outcome in Outcome} - STYLED == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_file_that_a_sheet_names_is_there(sheet):
    named = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text())
    assert named
    assert [name for name in named if not (sheet.parent / name).is_file()] == []


def test_every_vendored_file_is_named_by_a_sheet():
    named = {
        (sheet.parent / name).resolve()
        for sheet in SHEETS
        for name in re.findall(r"url\(([^)]+)\)", sheet.read_text())
    }
    kept = {*SHEETS, STATIC / "uswds/LICENSE.md"}
    assert {f for f in (STATIC / "uswds").rglob("*") if f.is_file()} - kept - named == set()


def test_only_the_three_fonts_are_declared():
    faces = re.findall(r"@font-face{[^}]*}", USWDS)
    assert sorted(re.findall(r"sourcesanspro-(\w+)-webfont", " ".join(faces))) == [
        "bold", "italic", "regular",
    ]  # fmt: skip
    assert len(faces) == 3


def test_every_colour_of_the_design_system_has_its_dark_one():
    dark = OURS.partition("prefers-color-scheme: dark")[2].partition("forced-colors")[0]
    used = set(re.findall(r"var\((--(?:text|ground|line)-\w+)", USWDS))
    named = set(re.findall(r"(--(?:text|ground|line)-\w+):", dark))
    assert used - named == set(), "legible in the dark? give it a value in app.css"
    assert named - used == set(), "no longer used"


def test_nobody_poses_as_the_federal_government():
    for file in [*TEMPLATES, *SHEETS]:
        assert "usa-banner" not in file.read_text(), file.name


def test_the_library_names_no_address():
    for file in (ROOT / "design").glob("*.*"):
        assert "://" not in file.read_text(), file.name
