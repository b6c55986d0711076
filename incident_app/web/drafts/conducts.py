"""What an actor did, found by everyday words, and the questions of that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import Form, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from incident_app.policy.conducts import BY_CODE, CATALOGUE, FAMILIES, search
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.logic import sheet
from incident_app.web.panels import confirm, panel
from incident_app.web.questions import Questions

if TYPE_CHECKING:
    from wtforms import Field

    from incident_app.policy.conducts import Conduct
    from incident_app.policy.engine import Edition
    from incident_app.web.panels import Panel

MOST_MATCHES = 6
UNLISTED = "something_else"


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
    def _found(self) -> tuple[Conduct, ...]:
        words = (self.words.data or "").strip()
        return search(words)[:MOST_MATCHES] if words else ()

    @property
    def found_nothing(self) -> bool:
        """Whether words were typed that no conduct answers to."""
        return bool((self.words.data or "").strip()) and not self._found

    @property
    def matches(self) -> tuple[Conduct, ...]:
        """What to offer in front: the one chosen, and what the words find or *something else*."""
        found = self._found or ((BY_CODE[UNLISTED],) if self.found_nothing else ())
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
        return not any((field.data or "").strip() for field in self)

    def panel(self, edition: Edition) -> Panel | None:
        """The matter as it stands, once a conduct is chosen."""
        return panel(self, edition, self.chosen) if self.chosen else None

    def confirm(self) -> None:
        """Answer what the catalogue suggests where nothing is answered."""
        if self.chosen:
            confirm(self, self.chosen)

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
