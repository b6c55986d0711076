"""Every template is compiled, used, and free of what the pages forbid."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "templates"
FILES = sorted(ROOT.rglob("*.html"))
CODE = [*ROOT.parent.joinpath("incident_app").rglob("*.py"), *FILES]
CSS = ROOT.parent.joinpath("incident_app/static/app.css").read_text()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_template_holds_only_what_pages_allow(file, app):
    text = file.read_text()
    app.jinja_env.get_template(str(file.relative_to(ROOT)))
    assert not re.search(r"\|\s*safe\b|<script|style=|\son\w+=|\.query\b", text)
    assert file.name == "layout.html" or "<html" not in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_template_is_used(file):
    name = str(file.relative_to(ROOT))
    assert any(f'"{name}"' in other.read_text() for other in CODE if other != file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_import_of_a_template_is_used(file):
    text = file.read_text()
    for name in re.findall(r"{% import \S+ as (\w+) %}", text):
        assert f"{name}." in text


def test_every_class_in_a_template_has_its_style():
    for file in FILES:
        plain = re.sub(r"{{.*?}}", " ", file.read_text())
        for value in re.findall(r'class="([^"]*)"', plain):
            for name in value.split():
                assert f".{name}" in CSS, f"{file.name}: {name}"
