"""The district's own words are pasted, attributed and never edited away."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Account, Event, PolicyText
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.editions.minnesota_626_8482 import MINNESOTA_626_8482
from incident_app.reports import policy_texts as read
from incident_app.services import NotFound, Refused, policy_texts
from incident_app.vocabulary import LONGEST_PARAGRAPH, Role
from tests.make import NOON
from tests.services.test_together import together


@pytest.fixture
def clerk(make):
    return make.account(Role.SYSTEM_ADMINISTRATOR)


def paste(viewer, texts, *, seen=None, now=NOON, edition=EDINA_273):
    """Paste as someone who has the newest page open, unless ``seen`` says otherwise."""
    if seen is None:
        seen = seen_by(viewer, edition)
    return policy_texts.paste(edition, texts, seen=seen, viewer=viewer, now=now)


def seen_by(viewer, edition=EDINA_273):
    return {each: line.id for each, line in read.standing(edition, viewer=viewer).items()}


def stand(viewer, **over):
    return {
        each: line.text for each, line in read.standing(EDINA_273, viewer=viewer, **over).items()
    }


def lines():
    return db.session.scalars(db.select(PolicyText).order_by(PolicyText.seq)).all()


def test_only_what_changed_becomes_a_new_line(clerk):
    assert paste(clerk, {"IV.B": "Rules.", "IV.C": "Duties.", "IV.A.7": ""}) == ("IV.B", "IV.C")
    assert paste(clerk, {"IV.B": "Rules.", "IV.C": "Other duties."}) == ("IV.C",)
    assert paste(clerk, {"IV.B": "Rules.", "IV.C": "Other duties."}) == ()
    assert [(line.paragraph, line.text) for line in lines()] == [
        ("IV.B", "Rules."), ("IV.C", "Duties."), ("IV.C", "Other duties."),
    ]  # fmt: skip
    assert {line.pasted_by_id for line in lines()} == {clerk.id}


def test_one_paste_is_one_event_that_holds_no_words(clerk):
    paste(clerk, {"IV.B": "Rules.", "IV.C": "Duties."})
    paste(clerk, {"IV.B": "Rules."})
    (event,) = db.session.scalars(db.select(Event).where(Event.name == "policy text pasted"))
    assert (event.account_id, event.at, event.subject_id) == (clerk.id, NOON, lines()[0].id)
    assert event.detail == {
        "edition": "edina_273", "paragraphs": ["IV.B", "IV.C"], "lengths": [6, 7],
    }  # fmt: skip


def test_an_empty_text_takes_the_paragraph_down_and_the_old_words_stay_in_the_record(clerk):
    paste(clerk, {"IV.B": "Rules."})
    later = NOON + timedelta(minutes=1)
    assert paste(clerk, {"IV.B": "  \r\n "}, now=later) == ("IV.B",)
    assert stand(clerk) == {"IV.B": ""}
    pastes = read.history(EDINA_273, viewer=clerk)
    assert [[line.text for line in paste.lines] for paste in pastes] == [[""], ["Rules."]]


def test_the_words_are_told_as_they_stood_at_a_moment(clerk):
    paste(clerk, {"IV.B": "First."}, now=NOON)
    paste(clerk, {"IV.B": "Second.", "IV.C": "Duties."}, now=NOON + timedelta(days=2))
    assert stand(clerk, before=NOON) == {}
    assert stand(clerk, before=NOON + timedelta(days=1)) == {"IV.B": "First."}
    assert stand(clerk) == {"IV.B": "Second.", "IV.C": "Duties."}


def test_line_breaks_are_kept_and_read_the_same_from_every_browser(clerk):
    paste(clerk, {"IV.B": "\nOne.\r\n\r\n - Two.\rThree.\n"})
    assert stand(clerk)["IV.B"] == "One.\n\n - Two.\nThree."
    assert paste(clerk, {"IV.B": "One.\r\n\r\n - Two.\r\nThree."}) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\0b", "Remove the character that can't be read"),
        ("x" * (LONGEST_PARAGRAPH + 1), "at most 20,000 characters"),
    ],
)
def test_what_can_not_be_kept_is_refused_with_its_paragraph_named(clerk, text, said):
    with pytest.raises(Refused, match=said) as refused:
        paste(clerk, {"IV.B": "Rules.", "IV.C": text})
    assert refused.value.fields == ("IV.C",)
    assert lines() == []


def test_the_longest_text_is_kept(clerk):
    longest = "ä" * LONGEST_PARAGRAPH
    paste(clerk, {"IV.B": longest})
    assert stand(clerk)["IV.B"] == longest


def test_a_paragraph_the_edition_does_not_have_is_never_kept(clerk):
    assert paste(clerk, {"IX.Z": "Invented."}) == ()
    assert paste(clerk, {"IV.B": "Rules."}, edition=MINNESOTA_626_8482, seen={}) == ()
    assert lines() == []


@pytest.mark.parametrize("role", set(Role) - {Role.SYSTEM_ADMINISTRATOR})
def test_only_the_system_administrator_pastes(clerk, make, role):
    paste(clerk, {"IV.B": "Rules."})
    schools = [make.school()] if role is Role.ADMINISTRATOR else []
    other = make.account(role, schools=schools)
    for texts in ({"IV.C": "Mine."}, {"IV.B": "Mine."}):
        with pytest.raises(NotFound):
            paste(other, texts, seen={})
    assert [line.text for line in lines()] == ["Rules."]
    assert stand(other) == {"IV.B": "Rules."}


def test_the_second_of_two_is_told_and_nothing_of_theirs_is_saved(clerk, make):
    paste(clerk, {"IV.B": "Rules."})
    second = make.account(Role.SYSTEM_ADMINISTRATOR)
    opened = seen_by(second)
    paste(clerk, {"IV.B": "First's rules."})
    with pytest.raises(policy_texts.Overtaken) as told:
        paste(second, {"IV.B": "Second's rules.", "IV.C": "Duties."}, seen=opened)
    assert told.value.fields == ("IV.B",)
    assert stand(clerk) == {"IV.B": "First's rules."}
    paste(second, {"IV.B": "Second's rules.", "IV.C": "Duties."})
    assert stand(clerk) == {"IV.B": "Second's rules.", "IV.C": "Duties."}


def test_what_the_second_left_alone_stays_as_the_first_made_it(clerk, make):
    paste(clerk, {"IV.B": "Rules."})
    second = make.account(Role.SYSTEM_ADMINISTRATOR)
    opened = seen_by(second)
    paste(clerk, {"IV.B": "First's rules.", "IV.A.7": "First's crimes."})
    changed = paste(second, {"IV.B": "Rules.", "IV.A.7": "", "IV.C": "Duties."}, seen=opened)
    assert changed == ("IV.C",)
    assert stand(clerk) == {
        "IV.B": "First's rules.", "IV.A.7": "First's crimes.", "IV.C": "Duties.",
    }  # fmt: skip


def test_many_at_one_moment_come_one_after_the_other(app, clerk, make):
    who = [clerk.id, *(make.account(Role.SYSTEM_ADMINISTRATOR).id for _ in range(5))]

    def pasting(account, text, seen):
        return lambda: policy_texts.paste(
            EDINA_273, {"IV.B": text}, seen=seen, viewer=db.session.get(Account, account), now=NOON
        )

    for again in range(8):
        seen = seen_by(clerk)
        failed = together(app, *(pasting(each, f"{again} {each}", seen) for each in who))
        assert sorted(type(each).__name__ for each in failed) == ["NoneType", *["Overtaken"] * 5]
        assert len(lines()) == again + 1
