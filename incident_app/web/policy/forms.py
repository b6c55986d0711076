"""Pasting the district's own words, and trying answers that nobody keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import AnyOf

from incident_app.policy.conducts import BY_CODE
from incident_app.web.carried import KeptForm
from incident_app.web.questions import Questions, catalogue, suggested

if TYPE_CHECKING:
    from incident_app.models import PolicyText
    from incident_app.policy.conducts import Suggestion
    from incident_app.policy.engine import Edition


class TextsForm(KeptForm):
    """One box for each paragraph, and the line that stood in it when the page was opened."""

    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, edition: Edition, standing: Mapping[str, PolicyText]) -> TextsForm:
        """The form of an edition, filled with its paragraphs as they stand."""
        boxes = {each: TextAreaField(f"Paragraph {each}") for each in edition.paragraphs}
        lines = {_seen(each): HiddenField() for each in edition.paragraphs}
        form = type("PastedForm", (cls,), {**boxes, **lines, "paragraphs": edition.paragraphs})
        texts = {each: line.text for each, line in standing.items()}
        ids = {_seen(each): str(line.id) for each, line in standing.items()}
        return form(data=texts | ids)

    def texts(self) -> dict[str, str]:
        """What is typed, by paragraph."""
        return {each: self[each].data or "" for each in self.paragraphs}

    def seen(self) -> dict[str, UUID | None]:
        """The lines the viewer had before them, by paragraph."""
        return {each: _id(self[_seen(each)].data) for each in self.paragraphs}

    def refuse(self, message: str, paragraphs: tuple[str, ...]) -> None:
        """Show beside each of these paragraphs why it can't be kept."""
        for paragraph in paragraphs:
            self[paragraph].errors = [message]

    def now_seen(self, standing: Mapping[str, PolicyText], paragraphs: tuple[str, ...]) -> None:
        """The viewer is shown what stands now in these paragraphs, so saving again is a choice."""
        for paragraph in paragraphs:
            self[_seen(paragraph)].data = str(standing[paragraph].id)


class TryForm(Questions, KeptForm):
    """The eleven questions, and a conduct whose suggestions are shown beside them."""

    conduct = SelectField(
        "What they did",
        description="Optional. Shows what the catalogue suggests for it, and why. "
        "You give the answers.",
        choices=catalogue("No conduct chosen"),
        validate_choice=False,
        validators=[AnyOf(["", *BY_CODE], message="Choose a conduct from the list.")],
        default="",
    )

    def suggested(self) -> dict[str, Suggestion]:
        """What the catalogue suggests for the conduct chosen, by fact name."""
        conduct = BY_CODE.get(self.conduct.data or "")
        return suggested(conduct) if conduct else {}


def _seen(paragraph: str) -> str:
    return f"{paragraph}-seen"


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
