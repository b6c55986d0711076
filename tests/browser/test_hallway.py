"""An assistant principal logs an incident: in a hallway, by keyboard, without JavaScript, offline."""

import pytest
from playwright.sync_api import expect

from incident_app.extensions import db
from incident_app.models import Answer, Draft, Incident
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, NARROW, PHONE

SAVED = "Only you see this draft."


def count(table):
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(table))


def status(page):
    return page.locator("[data-status]")


def test_in_a_hallway_it_takes_ten_taps(open_page, principal, make_incident):
    make_incident(place="Cafeteria")  # a place of an earlier day stands ready
    page = open_page(**PHONE)
    sign_in(page, principal)
    taps, keys = 0, 0

    def tap(target):
        nonlocal taps
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44, target
        target.tap()
        taps += 1

    def type_into(label, words):
        nonlocal keys
        field = page.get_by_label(label, exact=True)
        tap(field)
        expect(field).to_be_focused()
        page.keyboard.type(words, delay=20)  # Chromium takes two taps in a blink for one double tap
        keys += len(words)

    tap(page.get_by_role("link", name="Log an incident").first)
    tap(page.get_by_role("button", name="Cafeteria"))
    type_into("What happened", "One student hit another at lunch.")
    type_into("Who", "lee")
    tap(page.get_by_role("radio", name="Lee, Ana"))
    type_into("What they did", "fight")
    tap(page.get_by_role("radio", name="Fighting"))
    tap(page.get_by_role("button", name="Yes, these are right"))
    harm = page.get_by_role(
        "radiogroup", name="Did anyone but the actor feel pain, fall ill or get hurt?"
    )
    tap(harm.get_by_role("radio", name="Yes"))
    expect(page.locator(".outcome")).to_have_text("Law enforcement")
    tap(page.get_by_role("button", name="Log the incident"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Incident EHS-")
    expect(page.locator(".outcome")).to_have_text("Law enforcement")
    assert (taps, keys) == (10, 41)
    assert count(Draft) == 0


def test_the_keyboard_alone_logs_an_incident(open_page, principal):
    page = open_page(**DESK)
    sign_in(page, principal)

    def tab_to(name):
        for _ in range(60):
            page.keyboard.press("Tab")
            said = page.evaluate(
                "(e => (e.labels && e.labels[0] ? e.labels[0].textContent : e.textContent).trim())(document.activeElement)"
            )
            if said.startswith(name):
                return
        raise AssertionError(f"Tab never came to {name}")

    tab_to("Log an incident")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/new")
    tab_to("Where")
    page.keyboard.type("Cafeteria")
    tab_to("What happened")
    page.keyboard.type("It happened at lunch.")
    tab_to("Who")
    page.keyboard.type("lee")
    expect(page.get_by_role("radio", name="Lee, Ana")).to_be_visible()
    tab_to("Lee, Ana")
    page.keyboard.press("Space")
    tab_to("What they did")
    page.keyboard.type("fight\n")  # Enter finds; it never logs
    expect(page.get_by_role("radio", name="Fighting")).to_be_visible()
    assert count(Incident) == 0
    tab_to("Fighting")
    page.keyboard.press("Space")
    expect(page.locator(".outcome")).to_have_text("Undetermined")
    focused = page.evaluate("document.activeElement.labels[0].textContent")
    assert focused == "Fighting"  # what came back took no focus away
    tab_to("Log the incident")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Incident EHS-")


def test_without_javascript_every_step_has_its_button(open_page, principal):
    page = open_page(**PHONE, java_script_enabled=False)
    sign_in(page, principal)
    press(page.get_by_role("link", name="Log an incident").first)
    page.get_by_label("Where").fill("Cafeteria")
    page.get_by_label("What happened").fill("It happened at lunch.")
    page.get_by_label("Who", exact=True).fill("lee")
    press(page.get_by_role("button", name="Find").first)
    page.get_by_role("radio", name="Lee, Ana").check()
    press(page.get_by_role("button", name="Show the route"))
    page.get_by_label("What they did").fill("fight")
    press(page.get_by_role("button", name="Find").last)
    page.get_by_role("radio", name="Fighting").check()
    press(page.get_by_role("button", name="Show the route"))
    expect(page.locator(".outcome")).to_have_text("Undetermined")
    press(page.get_by_role("button", name="Yes, these are right"))
    page.get_by_role("radiogroup", name="Was another person threatened").get_by_role(
        "radio", name="Yes"
    ).check()
    press(page.get_by_role("button", name="Show the route"))
    expect(page.locator(".outcome")).to_have_text("Law enforcement")
    press(page.get_by_role("button", name="Add a person"))
    second = page.get_by_role("group", name="Person 2")
    second.get_by_label("Part in it").select_option("witness")
    second.get_by_role("radio", name="Unknown person").check()
    press(page.get_by_role("button", name="Save the draft"))
    expect(page.get_by_role("status").first).to_contain_text("The draft is saved.")
    press(page.get_by_role("button", name="Log the incident"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Incident EHS-")
    assert count(Answer) == 3


@pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_the_page_in_use_is_accessible_and_fits(open_page, principal, width):
    page = open_page(**width)
    sign_in(page, principal)
    page.goto("/incidents/new")
    page.get_by_label("What happened").fill("Ana Lee shouted. " * 20)
    page.get_by_label("Who", exact=True).fill("le")
    page.get_by_role("radio", name="Lee, Ana").check()
    page.get_by_label("What they did").fill("knife")
    page.get_by_role("radio").filter(has_not_text="Lee").nth(3).check()
    expect(page.locator(".outcome")).to_be_visible()
    expect(page.locator("#named")).to_contain_text("This text names Lee, Ana")
    for summary in page.locator("main summary").all():
        summary.click()
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_label("Who", exact=True).nth(1)).to_be_focused()
    expect(status(page)).to_contain_text(SAVED)
    fits_and_is_clean(page)
    assert page.locator("details[open]").count() >= 2  # what was unfolded stays so
    page.goto("/drafts")
    fits_and_is_clean(page)


def test_the_route_follows_the_answers(open_page, principal):
    page = open_page(**PHONE)
    sign_in(page, principal)
    page.goto("/incidents/new")
    page.get_by_label("What they did").fill("vap")
    page.get_by_role("radio", name="Vap").first.check()
    outcome = page.locator(".outcome")
    expect(outcome).to_have_text("Undetermined")
    firearm = page.get_by_role("radiogroup", name="Did a pupil unlawfully bring a firearm?")
    firearm.get_by_role("radio", name="Yes").check()
    expect(outcome).to_have_text("Law enforcement")
    crime = page.get_by_role("radiogroup", name="If an adult had done it")
    page.get_by_text("Not needed here").click()
    crime.get_by_role("radio", name="No", exact=True).check()
    expect(page.get_by_text("Two answers below cannot both be true.")).to_be_visible()
    firearm.get_by_role("radio", name="No", exact=True).check()
    expect(outcome).to_have_text("Undetermined")


def test_a_lost_connection_loses_nothing(open_page, principal):
    page = open_page(**PHONE, expected=("failed: ", "console: Failed to load resource"))
    sign_in(page, principal)
    page.goto("/incidents/new")
    page.get_by_label("Where").fill("Gym")
    expect(status(page)).to_contain_text(SAVED)
    page.context.set_offline(True)
    page.get_by_label("What happened").fill("Typed in the basement.")
    expect(status(page)).to_contain_text("No connection.")
    page.context.set_offline(False)
    expect(status(page)).to_contain_text(SAVED)
    page.reload()
    expect(page.get_by_label("What happened")).to_have_value("Typed in the basement.")
    expect(page.get_by_label("Where")).to_have_value("Gym")


def test_a_sign_in_that_runs_out_loses_nothing(open_page, principal):
    page = open_page(**PHONE, expected=("401 ", "400 ", "console: Failed to load resource"))
    sign_in(page, principal)
    page.goto("/incidents/new")
    page.get_by_label("Where").fill("Gym")
    expect(status(page)).to_contain_text(SAVED)
    elsewhere = page.context.new_page()
    elsewhere.goto("/incidents")
    press(elsewhere.get_by_role("button", name="Sign out"))
    page.get_by_label("What happened").fill("Typed while signed out.")
    expect(status(page)).to_contain_text("You are signed out.")
    sign_in(elsewhere, principal)
    page.bring_to_front()
    page.get_by_label("Where").fill("Gym, upper level")
    expect(status(page)).to_contain_text(SAVED)
    page.get_by_role("button", name="Log the incident").click()
    expect(page.get_by_label("What happened")).to_have_value("Typed while signed out.")


def test_a_second_device_asks_and_the_page_waits(open_page, principal):
    page = open_page(**DESK, expected=("409 ", "console: Failed to load resource"))
    sign_in(page, principal)
    page.goto("/incidents/new")
    page.get_by_label("Where").fill("Gym")
    expect(status(page)).to_contain_text(SAVED)
    phone = open_page(**PHONE)
    sign_in(phone, principal)
    phone.goto(page.url)
    expect(phone.get_by_label("Where")).to_have_value("Gym")
    phone.get_by_label("Where").fill("Gym, from the phone")
    expect(status(phone)).to_contain_text(SAVED)
    page.get_by_label("Where").fill("Gym, from the desk")
    expect(
        page.get_by_role("heading", name="This draft was changed on another page")
    ).to_be_visible()
    expect(page.get_by_label("Where")).to_have_value("Gym, from the desk")
    page.get_by_role("button", name="Keep what is on this page").click()
    expect(page.get_by_role("heading", name="This draft was changed")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Where")).to_have_value("Gym, from the desk")


def test_back_after_logging_leads_to_the_incident_and_not_to_a_second_one(open_page, principal):
    page = open_page(**PHONE)
    sign_in(page, principal)
    page.goto("/incidents/new")
    page.get_by_label("Where").fill("Gym")
    page.get_by_label("What happened").fill("It happened.")
    page.get_by_role("radio", name="Unknown person").check()
    page.get_by_label("What they did").fill("fight")
    page.get_by_role("radio", name="Fighting").check()
    expect(page.locator(".outcome")).to_be_visible()
    page.get_by_role("button", name="Log the incident").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Incident EHS-")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Incident EHS-")
    assert count(Incident) == 1
