"""The policy page: read beside the district's own words, and tried without a trace."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import PolicyText
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.logic import FACTS
from incident_app.policy.outcome import Outcome
from incident_app.services import policy_texts
from incident_app.vocabulary import Role
from tests.make import NOON

TEXTS, TRY, HISTORY = (f"/policy/edina_273/{page}" for page in ("texts", "try", "history"))


@pytest.fixture
def clerk(make):
    return make.account(Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def client(pages, clerk):
    return pages.sign_in(clerk)


@pytest.fixture
def trying(pages, make):
    client = pages.sign_in(make.account(Role.OFFICER))
    client.get(TRY)
    return client


def paste(viewer, now=NOON, **texts):
    texts = {name.replace("_", "."): text for name, text in texts.items()}
    newest = {line.paragraph: line.id for line in lines()}
    policy_texts.paste(EDINA_273, texts, seen=newest, viewer=viewer, now=now)


def lines():
    return db.session.scalars(db.select(PolicyText).order_by(PolicyText.seq)).all()


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_the_policy_and_tries_it(pages, make, clerk, role):
    paste(clerk, IV_B="Officers leave the rules of the school to the school.")
    schools = [make.school()] if role is Role.ADMINISTRATOR else []
    client = pages.sign_in(make.account(role, schools=schools))
    assert "/policy" in client.page.links
    said = client.get("/policy").text
    assert "Officers leave the rules of the school to the school." in said
    assert (TEXTS in client.page.links) == (role is Role.SYSTEM_ADMINISTRATOR)
    client.get(TRY)
    assert "Law enforcement" in client.submit(firearm="yes").text
    assert client.get(HISTORY).h1 == 1


def test_the_edition_in_force_is_read_row_by_row(client):
    said = client.get("/policy").text
    assert "In use for what happens today." in said
    assert "the day is blank. Nothing here shows that it was in force on a given day." in said
    places = [said.index(row.cite) for row in EDINA_273.rows]
    assert len(set(places)) == len(EDINA_273.rows)
    for row in EDINA_273.rows:
        assert row.says in said
    for count in ("512", "384", "96", "30", "26", "244"):
        assert f" {count} " in said
    assert "A pupil unlawfully brought a firearm and no statute could put an adult in jail" in said
    assert "The coordinator and the administrator must, and record why." in said
    assert "The conduct is not on the juvenile petty-offense list." in said
    for fact in FACTS:
        assert fact.question in said
        assert fact.explains in said
        assert fact.example in said
        assert fact.source in said


def test_another_text_is_read_to_compare_with(client):
    client.get("/policy")
    assert "/policy/minnesota_626_8482" in client.page.links
    said = client.get("/policy/minnesota_626_8482").text
    assert "Not the district's own text." in said
    assert "In force from March 15, 2024." in said
    assert "Nowhere: this text has no gap." in said
    assert "Not pasted yet" not in said


@pytest.mark.parametrize(
    "path",
    ["/policy/none", "/policy/none/try", "/policy/none/history", "/policy/none/texts",
     "/policy/minnesota_626_8482/texts", "/policy/minnesota_626_8482/history"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(client, path):
    client.get(path, status=404)


def test_a_paragraph_not_pasted_yet_says_whom_to_ask(client, clerk):
    words = "Not pasted yet. Ask your district's system administrator."
    assert client.get("/policy").text.count(words) == 8  # each row for each paragraph it cites
    paste(clerk, IV_B="Rules.")
    assert client.get("/policy").text.count(words) == 7
    paste(clerk, IV_B="")
    assert "Taken down on Sep 2, 2025, 12:00 PM." in client.get("/policy").text


def test_the_system_administrator_pastes_and_everyone_reads_it(client, clerk):
    client.get(TEXTS)
    said = client.submit(**{"IV.A.7": "Crimes.\r\n\r\nStatus offenses.", "IV.C": "Duties."}).text
    assert "Saved: IV.A.7, IV.C." in said
    assert said.count("Crimes. Status offenses.") == 3  # rows 2, 3 and 4
    assert "Crimes.\n\nStatus offenses." in client.response.text
    assert [line.pasted_by for line in lines()] == [clerk, clerk]
    client.get(TEXTS)
    assert "Nothing was changed." in client.submit().text
    assert len(lines()) == 2


def test_hostile_words_are_shown_as_words(client):
    client.get(TEXTS)
    hostile = "<script>alert(1)</script>{{ 7*7 }}</textarea>\u202egnp"
    client.submit(**{"IV.B": hostile})
    for path in ("/policy", HISTORY):
        assert hostile in client.get(path).text
    client.get(TEXTS)
    assert dict(client.page.values(TEXTS))["IV.B"] == hostile


@pytest.mark.parametrize(("text", "said"), [("x" * 20_001, "Enter at most 20,000 characters."), ("a\0b", "Remove the character that can't be read")])  # fmt: skip
def test_what_can_not_be_kept_is_named_and_all_that_was_typed_stays(client, text, said):
    client.get(TEXTS)
    opened = client.submit(**{"IV.B": text, "IV.C": "Duties."})
    assert opened.text.count(f"Paragraph IV.B: {said}") == 1
    assert "#IV.B" in opened.links
    kept = dict(opened.values(TEXTS))
    assert (kept["IV.B"], kept["IV.C"]) == (text, "Duties.")
    assert lines() == []


def test_the_second_of_two_sees_both_and_chooses(client, clerk, pages, make):
    paste(clerk, IV_B="Rules.")
    second = pages.sign_in(make.account(Role.SYSTEM_ADMINISTRATOR))
    second.get(TEXTS)
    client.get(TEXTS)
    client.submit(**{"IV.B": "The first's rules.", "IV.C": "The first's duties."})
    opened = second.submit(**{"IV.B": "The second's rules.", "IV.A.2": "The second's campus."})
    assert "Someone else changed this paragraph after you opened the page." in opened.text
    assert "Paragraph IV.B as it stands now" in opened.text
    assert "The first's rules." in opened.text
    kept = dict(opened.values(TEXTS))
    assert (kept["IV.B"], kept["IV.A.2"]) == ("The second's rules.", "The second's campus.")
    assert "The second's" not in client.get("/policy").text

    said = second.submit().text
    assert "Saved: IV.A.2, IV.B." in said
    assert "The second's rules." in said
    assert "The first's duties." in said
    assert "The first's rules." in client.get(HISTORY).text


def test_a_forged_line_is_nothing_anyone_has_seen(client, clerk):
    client.get(TEXTS)
    for forged in ("00000000-0000-4000-8000-000000000000", "x"):
        client.get(TEXTS)
        client.submit(**{"IV.B": f"Rules {forged}.", "IV.B__seen": forged})
    assert [line.text for line in lines()] == ["Rules 00000000-0000-4000-8000-000000000000."]


def test_the_history_says_who_when_and_the_old_words(client, clerk):
    assert "No paragraph has been pasted yet." in client.get(HISTORY).text
    paste(clerk, IV_B="The old rules.", IV_C="Duties.")
    paste(clerk, now=NOON + timedelta(days=1), IV_B="The new rules.")
    paste(clerk, now=NOON + timedelta(days=2), IV_B="")
    said = client.get(HISTORY).text
    for told in (
        f"Sep 4, 2025, 12:00 PM By {clerk.name} IV.B taken down",
        f"Sep 3, 2025, 12:00 PM By {clerk.name} IV.B pasted The new rules.",
        f"Sep 2, 2025, 12:00 PM By {clerk.name} IV.B pasted The old rules.",
    ):
        assert told in said
    assert said.index("taken down") < said.index("The new rules.") < said.index("The old rules.")
    assert "/policy/edina_273?on=2025-09-02" in client.page.links


def test_the_page_is_read_as_it_stood_at_the_end_of_a_day_in_the_district(client, clerk):
    paste(clerk, now=datetime(2025, 9, 3, 4, 59, tzinfo=UTC), IV_B="Late on September 2.")
    paste(clerk, now=datetime(2025, 9, 3, 5, 0, tzinfo=UTC), IV_B="As September 3 began.")
    said = client.get("/policy/edina_273?on=2025-09-02").text
    assert "as they stood at the end of Sep 2, 2025." in said
    assert "Late on September 2." in said
    assert "As September 3 began." not in said
    assert "Not pasted yet" in client.get("/policy/edina_273?on=2025-09-01").text
    for now in ("2025-09-03", "2999-01-01", "9999-12-31", "soon", ""):
        assert "As September 3 began." in client.get(f"/policy/edina_273?on={now}").text
    client.get("/policy/edina_273?on=0001-01-01")


def test_every_worked_vignette_gets_its_route_by_trying(trying, samples):
    cases = [json.loads(line) for line in (samples / "vignettes.jsonl").read_text().splitlines()]
    assert len(cases) == 25
    for case in cases:
        trying.get(TRY)
        trying.submit(**case["answers"])
        assert f'class="route {case["outcome"]}"' in trying.response.text, case["id"]
        kept = dict(trying.page.values(TRY))
        assert {fact.name: kept[fact.name] for fact in FACTS} == case["answers"], case["id"]


def test_a_tried_route_says_what_decides_why_what_to_ask_and_what_would_change_it(trying):
    said = trying.submit(crime="yes", bodily_harm="no", threat="no", firearm="no").text
    assert Outcome.UNDETERMINED.meaning in said
    assert (
        "Did a person harmed by it ask for police help? If yes, this is a law-enforcement matter."
        in said
    )
    assert "It is needed for IV.A.7, second sentence." in said
    assert (
        "If a person harmed by it asked for police help, this would become a law-enforcement matter."
        in said
    )
    assert "Not needed here (1)" in said
    assert (
        "The same answers under Minnesota Statutes 626.8482, subdivision 2 Law enforcement" in said
    )
    said = trying.submit(victim_request="yes").text
    assert "The policy says IV.A.7, first sentence: request" in said
    assert (
        "Because A statute could put an adult in jail for it. A person harmed by it asked" in said
    )


def test_trying_saves_nothing_and_puts_no_answer_in_an_address(trying):
    def rows():
        db.session.rollback()
        counted = (
            db.select(db.func.count()).select_from(table) for table in db.metadata.sorted_tables
        )
        return [db.session.scalar(each) for each in counted]

    before = rows()
    for answers in ({"firearm": "yes"}, {"firearm": "yes", "crime": "no"}, {"conduct": "fighting"}):
        trying.submit(**answers)
        assert trying.path == TRY
    assert sum(before) > 0
    assert rows() == before
    assert {form["method"] for form in trying.page.forms} == {"post"}


def test_a_contradiction_is_said_at_both_questions(trying):
    opened = trying.submit(firearm="yes", crime="no", threat="yes")
    assert opened.text.count("These answers cannot both be true") == 4  # beside each, and above
    assert {"#firearm-0", "#crime-0"} <= set(opened.links)
    assert 'class="route' not in trying.response.text
    assert dict(opened.values(TRY))["threat"] == "yes"


def test_a_conduct_shows_its_suggestions_and_answers_nothing(trying):
    opened = trying.submit(conduct="theft_small")
    assert "Suggested: yes. Theft of any value is a crime (Minn. Stat. 609.52)." in opened.text
    assert 'class="route undetermined"' in trying.response.text
    assert "crime" not in dict(opened.values(TRY))


def test_what_was_never_offered_is_refused_in_words(trying):
    assert "Choose yes, no or not known yet." in trying.submit(crime="perhaps").text
    trying.get(TRY)
    assert "Choose a conduct from the list." in trying.submit(conduct="<b>").text


def test_trying_needs_its_token(trying):
    assert trying.request("POST", TRY, data={"crime": "yes"}).status_code == 400
