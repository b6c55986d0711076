"""The parts that every page is built of: navigation and the parts of a form."""

import pytest
from flask import render_template_string
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from incident_app.web import gate, navigation
from tests.page import Page


class Choices(FlaskForm):
    grade = RadioField("Grade", choices=["9", "10"], validators=[InputRequired("Choose a grade.")])
    days = SelectMultipleField(
        "Days",
        description="All that fit.",
        choices=["Mon", "Tue"],
        option_widget=CheckboxInput(),
        validators=[InputRequired("Choose a day.")],
    )
    sure = BooleanField(
        "I am sure", description="It is kept.", validators=[InputRequired("Say so.")]
    )


FORM = """
{% extends "layout.html" %}
{% import "macros/forms.html" as forms %}
{% block title %}Parts{% endblock %}
{% block main %}
  <h1>Parts</h1>
  <form method="post" action="/parts">
    {{ forms.errors_above(form) }}
    {{ form.csrf_token }}
    {{ forms.choices(form.grade) }}
    {{ forms.choices(form.days, long=True) }}
    {{ forms.checkbox(form.sure) }}
    {{ forms.chips("Age", "age", [("17", "17"), ("18", "18 or more")]) }}
    {{ forms.quiet_button("Fill in", name="fill", value="<1>") }}
    {{ forms.button("Send") }}
  </form>
{% endblock %}
"""


@pytest.fixture
def shown(app):
    def show(method):
        with app.test_request_context("/parts", method=method):
            form = Choices()
            if method == "POST":
                form.validate()
            html = render_template_string(FORM, form=form)
        page = Page(html)
        page.check()
        return html, page

    return show


def test_choices_are_tiles_with_a_legend(shown):
    html, page = shown("GET")
    assert html.count("<fieldset") == html.count("<legend") == 2
    assert html.count("usa-radio__input--tile") == 2
    assert html.count("usa-checkbox__input--tile") == 3
    assert 'aria-describedby="days-hint"' in html
    assert 'aria-describedby="sure-hint"' in html
    assert 'value="&lt;1&gt;"' in html
    assert "Check what you entered" not in page.text
    assert page.forms[0]["names"] == {"csrf_token", "grade", "days", "sure", "age", "fill"}


def test_an_error_stands_beside_its_field_and_above_the_form(shown):
    html, page = shown("POST")
    for target in ("grade-0", "days-0", "sure"):
        assert f"#{target}" in page.links
        assert page.ids[target] == 1
    for name in ("grade", "days", "sure"):
        assert page.ids[f"{name}-error"] == 1
    assert 'aria-describedby="days-hint days-error"' in html
    assert 'aria-describedby="grade-error"' in html
    assert html.count('aria-invalid="true"') == 4  # the group of radios, two days, and the box
    assert page.title.startswith("Error: ")


def test_every_link_of_the_navigation_leads_to_a_page_its_role_may_open(app):
    for role, links in navigation.LINKS.items():
        for link in links:
            assert role in gate.declared(app, link.endpoint), link
            assert link.holds <= set(app.blueprints), link


def test_the_navigation_marks_the_page_that_is_open(pages, make):
    client = pages.sign_in(make.administrator(make.school("EHS")))
    for path, words in (("/incidents", "Incidents"), ("/incidents/new", "Log an incident")):
        client.get(path)
        assert client.response.text.count('aria-current="page"') == 1
        assert f'aria-current="page">{words}</a>' in client.response.text


def test_an_error_marks_no_page(pages, make):
    client = pages.sign_in(make.administrator(make.school("EHS")))
    client.get("/incidents/00000000-0000-0000-0000-000000000000", status=404)
    assert "aria-current" not in client.response.text


def test_pages_are_not_kept_and_style_sheets_may_be(pages):
    client = pages.anonymous()
    client.get("/sign-in")
    assert client.response.headers["Cache-Control"] == "no-store"
    kept = client.request("GET", "/static/uswds/uswds.css")
    assert kept.status_code == 200
    assert "no-store" not in kept.headers["Cache-Control"]
    fonts = "/static/uswds/fonts/source-sans-pro"
    font = client.request("GET", f"{fonts}/sourcesanspro-bold-webfont.woff2")
    assert "immutable" in font.headers["Cache-Control"]
    absent = client.request("GET", "/static/absent.css")
    assert absent.headers["Cache-Control"] == "no-store"
