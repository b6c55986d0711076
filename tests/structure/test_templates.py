"""Every template is compiled, used, and free of what the pages forbid."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "templates"
FILES = sorted(ROOT.rglob("*.html"))
CODE = [*ROOT.parent.joinpath("incident_app").rglob("*.py"), *FILES]
INLINE = re.compile(
    r"<style|\sstyle\s*=|[\s\"']on[a-z]+\s*=|javascript\s*:|\ssrcdoc\s*=|<base\b|http-equiv(?!=\"refresh\")",
    re.IGNORECASE,
)
"""What the pages' Content-Security-Policy would refuse, or what would loosen it."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_template_holds_only_what_pages_allow(file, app):
    text = file.read_text()
    app.jinja_env.get_template(str(file.relative_to(ROOT)))
    assert not re.search(r"\|\s*safe\b|\.query\b", text)
    assert not INLINE.search(text)
    assert not re.search(r"<script(?! src=\"{{ url_for\('static')[^>]*>|<script[^>]*>[^<]", text)
    assert file.name == "layout.html" or "<html" not in text


@pytest.mark.parametrize(
    "text",
    ['<p style="x">', "<p STYLE = 'x'>", "<style>", '<a href="x"onclick="y">', "<b\nonload=y>", "<a href=JavaScript:x>"],
)  # fmt: skip
def test_inline_code_is_known_in_any_spelling(text):
    assert INLINE.search(text)


def test_no_field_is_rendered_with_inline_code():
    for file in ROOT.parent.joinpath("incident_app/web").rglob("*.py"):
        assert not re.search(r"[\"'](style|on[a-z]+)[\"']\s*:|\bMarkup\b", file.read_text()), file


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_template_is_used(file):
    name = str(file.relative_to(ROOT))
    assert any(f'"{name}"' in other.read_text() for other in CODE if other != file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_import_of_a_template_is_used(file):
    text = file.read_text()
    for name in re.findall(r"{% import \S+ as (\w+) %}", text):
        assert f"{name}." in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_cell_of_a_stacked_table_says_its_column(file):
    for table in re.findall(
        r'<table class="[^"]*\bstacked\b.*?</table>', file.read_text(), re.DOTALL
    ):
        assert [
            cell for cell in re.findall(r"<td\b[^>]*>", table) if "data-label=" not in cell
        ] == []
