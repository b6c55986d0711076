"""Force, custody and care: the facts that go with an officer's action, and no case notes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import Any

from incident_app.vocabulary import Force, ForcedBy, Value

from . import Refused, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceAndCare:
    """What is known of force, custody and care; *not known yet* unless somebody said.

    The facts that Minn. Stat. 626.8482, subd. 5, 609.06, 121A.58 and 260B.176 turn on. Moments
    are aware, any zone. ``why`` is required where force was used.
    """

    used: Value = Value.UNKNOWN
    kinds: tuple[Force, ...] = ()
    by: tuple[ForcedBy, ...] = ()
    why: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    de_escalation: Value = Value.UNKNOWN
    handcuffs: Value = Value.UNKNOWN
    custody: Value = Value.UNKNOWN
    injury: Value = Value.UNKNOWN
    disability_known: Value = Value.UNKNOWN
    care_at: datetime | None = None
    parent_told_at: datetime | None = None

    def refuse_unfit(self) -> None:
        """Refuse force without a reason, or with an end before its beginning.

        :raises Refused: naming the field.
        """
        texts.refuse_note(self.why, field="why")
        if self.used is Value.YES and not self.why.strip():
            raise Refused("Enter why force was used.", "why")
        if self.used is Value.NO and (self.kinds or self.by):
            raise Refused("Say that force was used, or choose no kind of force.", "used")
        if self.began_at and self.ended_at and self.ended_at < self.began_at:
            raise Refused("Enter an end that is not before the beginning.", "ended_at")

    def record(self) -> dict[str, Any]:
        """As it is kept: codes, and moments in UTC by ISO 8601; what is not known is left out."""
        kept = {each.name: _code(getattr(self, each.name)) for each in fields(self)}
        return {name: code for name, code in kept.items() if code not in (None, "", [], "unknown")}

    @classmethod
    def of(cls, record: dict[str, Any]) -> ForceAndCare:
        """What was kept, read again."""
        return cls(**{name: _READ[name](code) for name, code in record.items()})


def _code(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return [each.value for each in value] if isinstance(value, tuple) else value


_READ: dict[str, Any] = {
    "kinds": lambda codes: tuple(map(Force, codes)),
    "by": lambda codes: tuple(map(ForcedBy, codes)),
    "why": str,
    **dict.fromkeys(("began_at", "ended_at", "care_at", "parent_told_at"), datetime.fromisoformat),
    **dict.fromkeys(
        ("used", "de_escalation", "handcuffs", "custody", "injury", "disability_known"), Value
    ),
}
