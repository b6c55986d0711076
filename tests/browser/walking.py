"""What a hand does with a page: press, sign in, log, answer; and what every page must stand."""

from axe_playwright_python.sync_playwright import Axe

from incident_app.policy.conducts import BY_CODE
from tests.make import PASSWORD


def press(target):
    """Click what leads to another page, and be there: a click alone may return on the old one."""
    with target.page.expect_navigation():
        target.click()


def sign_in(page, account):
    page.goto("/")
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in", exact=True))


def log(page, conduct, who="Lee, Ana"):
    press(page.get_by_role("link", name="Log an incident").first)
    page.get_by_label("Day it happened").fill("2025-09-02")
    page.get_by_label("Time it happened").fill("11:40")
    page.get_by_label("Where").fill("Cafeteria")
    page.get_by_label("What happened").fill("It happened at lunch.")
    page.get_by_label("Who", exact=True).fill(who.partition(",")[0])
    page.get_by_role("radio", name=who).check()
    page.get_by_label("What they did").fill(BY_CODE[conduct].label)
    page.get_by_role("radio", name=BY_CODE[conduct].label, exact=True).check()
    page.get_by_role("region", name=f"Route: {BY_CODE[conduct].label}").wait_for()
    press(page.get_by_role("button", name="Log the incident"))
    page.wait_for_url("**/incidents/*-*")


def choose(radio):
    """Tap an answer; with the script on, wait for the page it brings, which may fold questions."""
    if not radio.page.locator("form.live").count():
        radio.check()
        return
    with radio.page.expect_response("**/answers") as brought:
        radio.check()
    brought.value.finished()


def answer(page, answers):
    if "/answers" not in page.url:
        press(
            page.get_by_role("link", name="the questions")
            .or_(page.get_by_role("link", name="Correct the answers"))
            .first
        )
    for fact, word in answers.items():
        question = page.locator("fieldset", has=page.locator(f"input[name={fact}]"))
        folded = question.locator("xpath=ancestor::details[not(@open)]/summary")
        if folded.count():
            folded.click()
        choose(question.get_by_label(word, exact=True))
    press(page.get_by_role("button", name="Save the answers"))


def fits_and_is_clean(page):
    """No sideways scroll, targets a thumb can hit, and nothing for axe to say."""
    page.wait_for_load_state()  # before its styles are there, everything is small
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    small = page.eval_on_selector_all(
        "main button:not(.first), .usa-button, header a, input:not([type=hidden]), select, .tiles label, summary",
        "all => all.filter(e => e.offsetHeight && e.offsetHeight < 44).map(e => e.outerHTML)",
    )
    assert small == []
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
