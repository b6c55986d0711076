"""The people of an incident and their part in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import Form, FormField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.text import is_blank
from incident_app.vocabulary import LONGEST_NAME, Part, PersonKind
from incident_app.web.carried import KeptForm
from incident_app.web.drafts.conducts import ConductForm
from incident_app.web.rows import FieldList

if TYPE_CHECKING:
    from incident_app.policy.engine import Edition
    from incident_app.policy.outcome import Outcome
    from incident_app.reports.picking import Found, Roster

MOST_PEOPLE = 30
MOST_CONDUCTS = 10
UNKNOWN, VISITOR = "unknown", "visitor"
PARTS = {
    Part.ACTOR: "Actor: did it, or is said to have",
    Part.VICTIM: "Victim: was harmed by it",
    Part.WITNESS: "Witness: saw or heard it",
    Part.REPORTER: "Reporter: told us",
}


class PersonForm(Form):
    """One person and their part; an actor has one conduct or more."""

    part = SelectField(
        "Part in it",
        choices=[
            SelectChoice("", "Choose their part"),
            *(SelectChoice(part.value, words) for part, words in PARTS.items()),
        ],
        default=Part.ACTOR.value,
        validate_choice=False,
    )
    find = StringField(
        "Who",
        description="Type a few letters of the name, or the number.",
        render_kw={"maxlength": 100, "autocomplete": "off", "spellcheck": "false"},
        validators=[Length(max=100, message="Enter at most 100 characters.")],
    )
    who = RadioField("Person", validate_choice=False)
    name = StringField(
        "Name, or what is known of them",
        description="Such as “tall, red jacket”.",
        render_kw={"autocomplete": "off"},
        validators=[Length(max=LONGEST_NAME, message=f"Enter at most {LONGEST_NAME} characters.")],
    )
    conducts = FieldList(FormField(ConductForm), min_entries=1, max_entries=MOST_CONDUCTS)

    found: Found

    def offer(self, roster: Roster, here: Sequence[SelectChoice] = ()) -> None:
        """Give ``who`` those to choose from: the one chosen, what was found, and the unknown.

        :param here: those to offer before anyone is looked for.
        """
        self.found = roster.find(self.find.data or "")
        people = list(self.found.people)
        chosen = _person_id(self.who.data)
        known = roster.get(chosen) if chosen else None
        if known and known not in people:
            people.insert(0, known)
        self.who.choices = [
            *here,
            *(SelectChoice(str(each.id), each.shown) for each in people),
            SelectChoice(UNKNOWN, "Unknown person"),
            SelectChoice(VISITOR, "Visitor, not of this school"),
        ]

    @property
    def is_actor(self) -> bool:
        """Whether this person did it."""
        return self.part.data == Part.ACTOR.value

    @property
    def matters(self) -> list[ConductForm]:
        """The conduct rows that something was entered in; the first, if none was."""
        forms: list[ConductForm] = [row.form for row in self.conducts]
        return [form for form in forms if not form.is_blank] or forms[:1]

    def refuse_what_is_nobody(self, edition: Edition, before: Sequence[PersonForm]) -> bool:
        """Say what is wrong with this row; whether all is well.

        :param before: the rows above, to tell who stands there twice.
        """
        fine = True
        if self.part.data not in {part.value for part in PARTS}:
            self.part.errors = ["Choose their part in it."]
            fine = False
        if self.who.data not in {choice.value for choice in self.who.choices}:
            self.find.errors = ["Choose who it was: type a few letters, then tap a person."]
            fine = False
        elif self.who.data == VISITOR and is_blank(self.name.data or ""):
            self.name.errors = ["Enter the visitor's name."]
            fine = False
        elif _person_id(self.who.data) and any(
            (each.who.data, each.part.data) == (self.who.data, self.part.data) for each in before
        ):
            self.find.errors = [
                "Choose somebody else: this person stands there already in the same part. "
                "Put all they did in one place."
            ]
            fine = False
        if self.is_actor:
            codes: list[str] = []
            for form in self.matters:
                fine = form.refuse_what_is_no_matter(edition) and fine
                if form.chosen and form.chosen.code in codes:
                    form.words.errors = ["Choose something else: this conduct stands there twice."]
                    fine = False
                codes.append(form.code.data or "")
        return fine

    def new_matters(self) -> tuple[NewMatter, ...]:
        """What they did, with what is answered, as the service takes it."""
        return tuple(
            NewMatter(conduct=form.code.data or "", answers=form.answers()) for form in self.matters
        )

    def participant(self) -> NewParticipant:
        """As the service takes it."""
        matters = self.new_matters() if self.is_actor else ()
        part, name = Part(self.part.data), (self.name.data or "").strip()
        if self.who.data == VISITOR:
            return NewParticipant(part=part, kind=PersonKind.VISITOR, name=name, matters=matters)
        if self.who.data == UNKNOWN:
            return NewParticipant(part=part, described=name, matters=matters)
        return NewParticipant(part=part, person_id=UUID(self.who.data), matters=matters)


class PeopleForm(KeptForm):
    """A form with people in it, and the buttons that add to them and take away."""

    people = FieldList(FormField(PersonForm), min_entries=1, max_entries=MOST_PEOPLE)

    roster: Roster

    @property
    def edition(self) -> Edition:
        """The edition that speaks on the day of the incident."""
        raise LookupError

    def offer_people(self) -> None:
        """Give every person row the people to choose from."""
        for row in self.people:
            row.form.offer(self.roster)

    def press(self, name: str, value: str) -> None:
        """What a button inside the form does: add or take a row, confirm the suggestions."""
        if name == "reshape":
            self._reshape(value)
        elif name == "confirm":
            person, _, conduct = value.partition("-")
            rows = _at(self.people, person)
            for row in _at(rows[0].form.conducts, conduct) if rows else ():
                row.form.confirm()

    def _reshape(self, wish: str) -> None:
        """Add or remove a row: ``person``, ``conduct-0``, ``remove-1``, ``drop-1-0``."""
        what, _, number = wish.partition("-")
        if what == "person" and len(self.people) < MOST_PEOPLE:
            self.people.append_entry({"part": ""})
        person, _, conduct = number.partition("-")
        for row in _at(self.people, person):
            conducts = row.form.conducts
            if what == "conduct" and len(conducts) < MOST_CONDUCTS:
                conducts.append_entry()
            elif what == "remove" and len(self.people) > 1:
                self.people.entries.remove(row)
            elif what == "drop" and len(conducts) > 1:
                for entry in _at(conducts, conduct):
                    conducts.entries.remove(entry)
        self.offer_people()

    @property
    def outcomes(self) -> list[Outcome]:
        """Where each matter stands on the answers so far, in order; none of a contradiction."""
        rows = [row.form for row in self.people if row.form.is_actor]
        panels = [row.form.panel(self.edition) for form in rows for row in form.conducts]
        return [panel.route.outcome for panel in panels if panel and panel.route]

    def people_are_right(self) -> bool:
        """Say what is wrong with the people; whether all is well."""
        rows: list[PersonForm] = [row.form for row in self.people]
        fine = True
        for place, row in enumerate(rows):
            fine = row.refuse_what_is_nobody(self.edition, rows[:place]) and fine
        if not fine:
            self.people.errors = ["Check the people."]  # WTForms asked the rows before we did
        return fine


def _person_id(data: str | None) -> UUID | None:
    try:
        return UUID(data or "")
    except ValueError:
        return None


def _at(rows: FieldList, number: str) -> list[Any]:
    """The row of this number as a button names it; none where there is none."""
    return [row for row in rows if row.id.rpartition("-")[2] == number]
