"""The advice an officer gives: the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import TextAreaField

from incident_app.web.carried import KeptForm

if TYPE_CHECKING:
    from incident_app.services import Refused


class AdviceForm(KeptForm):
    """Advice in words; what it must be, the service says."""

    words = TextAreaField(
        "Your advice",
        description="What you would suggest to the school, in a few sentences. No case notes.",
    )

    def refuse(self, refused: Refused) -> None:
        """Show what the service refused."""
        self.words.errors = [str(refused)]
