"""The people of an incident and what each did: the rows of the log form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from wtforms import FieldList, Form, FormField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from incident_app.policy.conducts import BY_CODE, CATALOGUE, FAMILIES, search
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.logic import FACTS, sheet
from incident_app.reports.route_panel import route
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.text import is_blank
from incident_app.vocabulary import LONGEST_NAME, Part, PersonKind, Value
from incident_app.web.questions import Questions, suggested

if TYPE_CHECKING:
    from wtforms import Field

    from incident_app.policy.conducts import Conduct, Suggestion
    from incident_app.policy.engine import Edition
    from incident_app.reports.picking import Found, Roster
    from incident_app.reports.route_panel import Route
    from incident_app.web.questions import AnswerField

MOST_CONDUCTS = 10
MOST_MATCHES = 6
UNKNOWN, VISITOR = "unknown", "visitor"
PARTS = {
    Part.ACTOR: "Actor: did it, or is said to have",
    Part.VICTIM: "Victim: was harmed by it",
    Part.WITNESS: "Witness: saw or heard it",
    Part.REPORTER: "Reporter: told us",
}


class Panel(NamedTuple):
    """A matter being written: its route so far, and its questions.

    ``route`` is empty while the answers contradict each other. ``front`` are the fields that
    are answered, wrong, or can still matter; ``folded`` the rest. Neither changes its order as
    answers come, so that nothing moves under a thumb.
    """

    conduct: Conduct
    route: Route | None
    front: list[AnswerField]
    folded: list[AnswerField]
    suggested: dict[str, Suggestion]
    unconfirmed: int


class ConductForm(Questions, Form):
    """One conduct of an actor, found by everyday words, and the questions of that matter."""

    words = StringField(
        "What they did",
        description="Type it in everyday words, such as “fight”, “vape” or “phone”.",
        render_kw={"maxlength": 100, "autocomplete": "off"},
        validators=[Length(max=100, message="Enter at most 100 characters.")],
    )
    code = RadioField(
        "Kind of conduct",
        choices=[SelectChoice(conduct.code, conduct.label) for conduct in CATALOGUE],
        validate_choice=False,
    )

    @property
    def chosen(self) -> Conduct | None:
        """The conduct chosen, if one is."""
        return BY_CODE.get(self.code.data or "")

    @property
    def matches(self) -> tuple[Conduct, ...]:
        """What to offer in front: the one chosen, then what the words find."""
        words = (self.words.data or "").strip()
        found = search(words)[:MOST_MATCHES] if words else ()
        first = (self.chosen,) if self.chosen and self.chosen not in found else ()
        return (*first, *found)

    @property
    def families(self) -> tuple[tuple[str, list[Conduct]], ...]:
        """What is not in front, family by family."""
        front = self.matches
        rest = ((name, [each for each in all_ if each not in front]) for name, all_ in FAMILIES)
        return tuple((name, conducts) for name, conducts in rest if conducts)

    @property
    def options(self) -> dict[str, Field]:
        """The radio button of each conduct, by its code."""
        return {option.data: option for option in self.code}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered in this row."""
        return not self.code.data and not (self.words.data or "").strip()

    def panel(self, edition: Edition) -> Panel | None:
        """The matter as it stands, once a conduct is chosen."""
        if self.chosen is None:
            return None
        answers = sheet() | self.answers()
        try:
            now = route(edition, answers)
        except Contradiction as contradiction:
            self.refuse(contradiction)
            now = None
        asked = {each.fact for each in now.ask} if now else set(FACTS)
        front, folded = [], []
        for fact in decide(edition, sheet()).ask:
            field = self[fact.name]
            shown = fact in asked or field.data is not None or field.errors
            (front if shown else folded).append(field)
        hints = suggested(self.chosen)
        unconfirmed = sum(self[name].data is None for name in hints)
        return Panel(self.chosen, now, front, folded, hints, unconfirmed)

    def confirm(self) -> None:
        """Answer what the catalogue suggests where nothing is answered."""
        for suggestion in self.chosen.suggestions if self.chosen else ():
            field = self[suggestion.fact.name]
            if field.data is None:
                field.data = Value.of(suggestion.answer).value

    def refuse_what_is_no_matter(self, edition: Edition) -> bool:
        """Say what is wrong with this row; whether all is well."""
        if self.chosen is None:
            self.words.errors = ["Choose what they did: type it, then tap one of the kinds found."]
            return False
        try:
            decide(edition, sheet() | self.answers())
        except Contradiction as contradiction:
            self.refuse(contradiction)
            return False
        return True


class PersonForm(Form):
    """One person and their part; an actor has one conduct or more."""

    part = SelectField(
        "Part in it",
        choices=[SelectChoice(part.value, words) for part, words in PARTS.items()],
        default=Part.ACTOR.value,
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

    def offer(self, roster: Roster) -> None:
        """Give ``who`` those to choose from: the one chosen, what was found, and the unknown."""
        self.found = roster.find(self.find.data or "")
        people = list(self.found.people)
        chosen = _person_id(self.who.data)
        known = roster.get(chosen) if chosen else None
        if known and known not in people:
            people.insert(0, known)
        self.who.choices = [
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

    def participant(self) -> NewParticipant:
        """As the service takes it."""
        matters = tuple(
            NewMatter(conduct=form.code.data or "", answers=form.answers())
            for form in (self.matters if self.is_actor else ())
        )
        part, name = Part(self.part.data), (self.name.data or "").strip()
        if self.who.data == VISITOR:
            return NewParticipant(part=part, kind=PersonKind.VISITOR, name=name, matters=matters)
        if self.who.data == UNKNOWN:
            return NewParticipant(part=part, described=name, matters=matters)
        return NewParticipant(part=part, person_id=UUID(self.who.data), matters=matters)


def _person_id(data: str | None) -> UUID | None:
    try:
        return UUID(data or "")
    except ValueError:
        return None
