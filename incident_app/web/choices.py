"""Choosing from what is offered, once or by boxes; what was never offered is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from wtforms import RadioField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput

Kind = TypeVar("Kind", bound=Enum)


class PickField(RadioField):
    """One of what is offered, or none yet; its choices are set when the form is made."""

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        super().__init__(label, validate_choice=False, **kwargs)

    def pre_validate(self, form: object) -> None:  # noqa: ARG002 - WTForms passes it
        """Refuse what was never offered."""
        if self.data and self.data not in {choice.value for choice in self.choices}:
            raise ValidationError("Choose from the list.")


class OneField(PickField):
    """One member of an enum, or none."""

    def __init__(self, label: str, offered: Sequence[tuple[Enum, str]], **kwargs: Any) -> None:
        """Offer members, each with its words."""
        choices = [SelectChoice(member.value, words) for member, words in offered]
        super().__init__(label, choices=choices, **kwargs)

    def chosen(self, kind: type[Kind]) -> Kind:
        """The member chosen, once the field holds one."""
        return kind(self.data)


class TicksField(SelectMultipleField):
    """Several of what is offered, each by a box."""

    option_widget = CheckboxInput()

    def __init__(self, label: str, offered: type[Enum] | None = None, **kwargs: Any) -> None:
        """Offer every member of an enum that has titles; else :meth:`offer` says what there is."""
        choices = [SelectChoice(each.value, each.title) for each in offered or ()]
        super().__init__(label, choices=choices, validate_choice=False, **kwargs)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """What there is to tick: values and words."""
        self.choices = [SelectChoice(value, words) for value, words in choices]

    def pre_validate(self, form: object) -> None:  # noqa: ARG002 - WTForms passes it
        """Refuse what was never offered."""
        if not set(self.data or ()) <= {choice.value for choice in self.choices}:
            raise ValidationError("Choose from the list.")

    def chosen(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The members ticked, in the order offered and each once."""
        return tuple(each for each in kind if each.value in (self.data or ()))

    @property
    def ids(self) -> frozenset[UUID]:
        """What is ticked, where values are ids."""
        return frozenset(map(UUID, self.data or ()))
