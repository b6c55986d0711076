"""Takes the pictures of docs/screens: the invented district on a day in June, phone and desk.

Run by ``make screens``, after a change of the look. Needs Debian's Chromium.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from flask_migrate import upgrade
from PIL import Image
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from config import Config
from incident_app import create_app, demo, viewing
from tests.browser.windows import DESK, PHONE

DAY = datetime(2026, 6, 3, 16, 20, tzinfo=UTC)
PASSWORD = "an invented password"  # noqa: S105 - of a district that lives for a minute
ADMINISTRATOR = "theodore.akande@lakeprairie.example"
SYSTEM_ADMINISTRATOR = "dmitri.halvorsen@lakeprairie.example"
OFFICER = "miguel.santoro@lakeprairie.example"
TALLEST = 2400


def served(folder):
    """The demo district in a temporary folder, whose clock stands in June."""
    app = create_app(
        Config(
            SECRET_KEY="demo-" + "s" * 40,
            DATABASE_URL=f"sqlite:///{folder}/incident.db",
            DISTRICT="Lake Prairie Public Schools",
            DEMO=True,
        )
    )
    with app.app_context(), viewing.operator(DAY.date()):
        upgrade()
        demo.seed(password=PASSWORD, now=DAY, zone=app.config["ZONE"])
    seconds = count()
    app.config["CLOCK"] = lambda: DAY + timedelta(seconds=next(seconds))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def sign_in(page, email):
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def log(page):
    """A fight, half told."""
    page.goto("/incidents/new")
    page.get_by_label("Where").fill("Cafeteria, lunch line")
    page.get_by_label("What happened").fill(
        "Two students argued about a seat. One punched the other in the shoulder; he says it hurt."
    )
    page.get_by_label("Who", exact=True).fill("hov")
    page.get_by_role("radio", name="Hovland").first.check()
    page.get_by_label("What they did").fill("fight")
    page.get_by_role("radio", name="Fighting").check()
    page.get_by_role("button", name="Yes, these are right").click()
    harm = page.get_by_role("radiogroup", name="Did anyone but the actor feel pain")
    harm.get_by_role("radio", name="Yes").check()
    page.get_by_text("Law enforcement", exact=True).first.wait_for()


def on(page, incident, outcome, link):
    """Follow a link of the first matter of an incident that stands so."""
    page.goto(incident)
    card = page.locator("article.card", has=page.locator(f".route.{outcome}")).first
    card.get_by_role("link", name="Route and record").click()
    page.get_by_role("link", name=link).click()


def shown_to_an_officer(page, incident):
    """What an officer will read, up to the press that sends it."""
    on(page, incident, "law_enforcement", "Refer to an officer")
    yield "refer"
    page.get_by_label("What you ask of the officer, and why").fill("Look into the assault.")
    page.get_by_label("Summary", exact=True).fill("One student hit another at lunch.")
    page.get_by_label("School official").check()
    page.get_by_role("button", name="See what the officer will read").click()
    yield "letter"
    page.goto("/incidents?outcome=administrator_led")
    asked = page.locator("th a").first.get_attribute("href")
    on(page, asked, "administrator_led", "Ask an officer's advice")
    yield "consult"


def read_by_an_officer(page):
    """A matter that waits, one that was accepted, and advice asked; each the first on the list."""
    for name, state in (("referral", "Waiting for your answer"), ("accepted", "Accepted")):
        page.goto("/")
        page.locator(".mine li", has_text=state).first.get_by_role("link").click()
        yield name
    page.goto("/")
    page.get_by_role("link", name="Asked on").first.click()
    yield "advice"


def walk(page):
    """Open each page by name."""
    page.goto("/")
    yield "sign-in"
    sign_in(page, ADMINISTRATOR)
    yield "home"
    log(page)
    yield "log"
    page.goto("/drafts")
    yield "drafts"
    page.goto("/incidents")
    yield "list"
    page.locator("tr", has_text="Law enforcement").first.get_by_role("link").first.click()
    yield "incident"
    incident = page.url
    page.goto(f"{incident}/print")
    yield "print"
    page.goto(f"{incident}/people/new")
    yield "add-person"
    page.goto(incident)
    page.get_by_role("link", name="Route and record").first.click()
    yield "matter"
    yield from shown_to_an_officer(page, incident)
    page.goto("/incidents?outcome=undetermined")
    page.locator("th a").first.click()
    page.get_by_role("link", name="Answer the questions").first.click()
    yield "answers"
    page.goto(page.url.replace("/answers", "/ask"))
    yield "ask"
    page.goto("/policy")
    yield "policy"
    page.goto("/policy/edina_273/try")
    yield "try"
    page.goto("/policy/edina_273/history")
    yield "history"
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, OFFICER)
    yield "officer"
    yield from read_by_an_officer(page)
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, SYSTEM_ADMINISTRATOR)
    page.goto("/policy/edina_273/texts")
    yield "texts"


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = served(folder)
        flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        for name, width in (("desk", DESK), ("phone", PHONE | {"device_scale_factor": 1})):
            window = browser.new_context(base_url=f"http://127.0.0.1:{server.port}", **width)
            page = window.new_page()
            for shown in walk(page):
                page.wait_for_load_state()
                # The bar at the foot would stand in the middle of a tall picture.
                page.evaluate(
                    "document.querySelectorAll('.foot').forEach(e => e.style.position = 'static')"
                )
                picture = Image.open(BytesIO(page.screenshot(full_page=True)))
                picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
                file = Path(__file__).parent / f"{shown}-{name}.png"
                picture.convert("RGB").quantize(48).save(file, optimize=True)
                print(file.relative_to(ROOT), picture.size)
            window.close()
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
