"""The officer's round on a phone, and what Back shows of it afterwards: nothing."""

import pytest
from playwright.sync_api import expect

from incident_app.extensions import db
from incident_app.models import Consultation, Disclosure, Referral
from incident_app.services import referrals, sharing
from incident_app.vocabulary import Asked, Declined, Disposition, Field, Seen, State
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, PHONE
from tests.make import CRIME, NOON, PETTY, Make

LEAST = 44
"""Of what is tapped, in CSS pixels each way (WCAG 2.5.5)."""
SMALL = f"""() => [...document.querySelectorAll("main a, main button, main summary, main input, main textarea, nav a")]
  .filter((each) => each.checkVisibility() && each.type !== "hidden")
  .filter((each) => !each.matches("p a, [role=alert] a") || each.matches(".back a"))
  .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 90)])
  .filter(([box]) => box.height < {LEAST} || box.width < {LEAST})
  .map(([, words]) => words)"""
"""What can be tapped and is smaller; links amid words and those from an error to its field aside."""
LEFT = ["404 ", "console: Failed to load resource", "console: Clear-Site-Data"]
"""What the browser says of a page that is gone, and of signing out."""


@pytest.fixture
def officer(principal):
    return Make().officer(*principal.schools)


@pytest.fixture
def shared(principal, officer):
    """A matter with a file, another one, and a question."""
    make = Make()
    incident = make.incident(
        principal, ("assault", CRIME), ("fighting", CRIME), ("nicotine", PETTY)
    )
    file = make.attachment(incident)
    chosen = sharing.Chosen(
        fields=frozenset(
            {Field.PLACE, Field.TIME, Field.CONDUCT, Field.SUMMARY, Field.ATTACHMENTS}
        ),
        attachments=frozenset({file.id}),
        summary="One student hit another.\n" + "x" * 90,
    )
    first, second, asked = incident.matters
    return (
        make.referral(first, officer, chosen=chosen),
        make.referral(second, officer, now=NOON.replace(hour=19)),
        make.consultation(asked, officer),
    )


def fits_a_thumb(page):
    fits_and_is_clean(page)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_the_whole_round(open_page, officer, shared, window):
    first, second, asked = shared
    page = open_page(**window)
    sign_in(page, officer)
    expect(page.get_by_role("heading", level=1)).to_have_text("My matters")
    fits_a_thumb(page)
    press(page.locator(f"a[href='/referrals/{first.id}']"))
    fits_a_thumb(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="notes.txt").click()
    assert download.value.path().read_bytes() == b"What I saw."
    press(page.get_by_role("button", name="Accept the matter"))
    expect(page.get_by_role("status")).to_have_text("You accepted the matter.")
    press(page.get_by_role("button", name="Done with the matter"))
    assert page.title().startswith("Error: Matter")
    fits_a_thumb(page)
    page.get_by_label("Returned to school").check()
    page.get_by_label("Your agency's case number").fill("25-001")
    page.get_by_role("group", name="Was force used?").or_(
        page.get_by_role("radiogroup", name="Was force used?")
    ).get_by_label("No", exact=True).check()
    page.get_by_label("When a parent or guardian was told").fill("2025-09-02T12:30")
    press(page.get_by_role("button", name="Done with the matter"))
    expect(page.get_by_role("status")).to_contain_text("You are done with the matter.")
    press(page.locator(f"a[href='/referrals/{second.id}']"))
    page.get_by_text("Decline for another reason").click()
    fits_a_thumb(page)
    press(page.get_by_role("button", name="School-rule matter, IV.B"))
    expect(page.get_by_text("No matter waits for you.")).to_be_visible()
    press(page.locator(f"a[href='/consultations/{asked.id}']"))
    fits_a_thumb(page)
    press(page.get_by_role("button", name="Send your advice"))
    fits_a_thumb(page)
    page.get_by_label("Your advice").fill("Ask the nurse.")
    press(page.get_by_role("button", name="Send your advice"))
    expect(page.get_by_role("status")).to_contain_text("Your advice is sent.")
    fits_a_thumb(page)
    db.session.rollback()
    ends = [db.session.get(Referral, each.id).steps[-1] for each in (first, second)]
    assert [each.state for each in ends] == [State.DONE, State.DECLINED]
    assert (ends[0].disposition, ends[1].reason) == (Disposition.RETURNED, Declined.SCHOOL_RULE)
    assert db.session.get(Consultation, asked.id).state is Asked.ADVISED
    how = {each.how for each in db.session.scalars(db.select(Disclosure))}
    assert how == {Seen.LIST, Seen.VIEW, Seen.ATTACHMENT}


def test_back_shows_nothing_after_signing_out(open_page, officer, shared):
    page = open_page(**PHONE, expected=LEFT)
    sign_in(page, officer)
    page.goto(f"/referrals/{shared[0].id}")
    press(page.get_by_role("button", name="Sign out"))
    page.wait_for_url("**/sign-in")
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert shared[0].purpose not in page.content()


def test_back_shows_nothing_after_it_was_taken_back(open_page, officer, principal, shared):
    page = open_page(**PHONE, expected=LEFT)
    sign_in(page, officer)
    page.goto(f"/referrals/{shared[0].id}")
    page.goto("/policy")
    referrals.revoke(shared[0].id, "A mistake.", viewer=principal, now=NOON)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("My matters")
    assert shared[0].reference not in page.content()


def test_a_page_the_browser_kept_is_hidden_and_asked_for_again(
    open_page, officer, principal, shared
):
    """As it is where a browser keeps whole pages for Back, which a driven Chromium does not."""
    page = open_page(**PHONE, expected=LEFT)
    sign_in(page, officer)
    page.goto(f"/referrals/{shared[0].id}")
    referrals.revoke(shared[0].id, "A mistake.", viewer=principal, now=NOON)
    kept = 'dispatchEvent(new PageTransitionEvent("{}", {{ persisted: true }}))'
    page.evaluate(kept.format("pagehide"))
    expect(page.locator("body")).to_be_hidden()
    with page.expect_navigation():
        page.evaluate(kept.format("pageshow"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
