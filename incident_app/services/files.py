"""Files as they are sent, and what of them can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from incident_app.integrations.files import Kept, Unsafe, recognised
from incident_app.vocabulary import LARGEST_ATTACHMENT

from . import Refused

TOO_LARGE = f"It is larger than {LARGEST_ATTACHMENT // 1024**2} MB. Make it smaller and send that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file as it was sent: its name there, and every byte."""

    name: str
    content: bytes = field(repr=False)


class FilesRefused(Refused):
    """Some of the files can't be kept, so none is.

    :ivar reasons: the name of each refused file, as sent, and why.
    """

    def __init__(self, reasons: Sequence[tuple[str, str]]) -> None:
        self.reasons = reasons
        super().__init__("Nothing was added.", "files")


def screened(files: Sequence[Sent]) -> list[Kept]:
    """What is kept of each file, in their order.

    :raises FilesRefused: names each file that is unsafe, damaged or too large, and why.
    """
    found, reasons = [], []
    for sent in files:
        try:
            if len(sent.content) > LARGEST_ATTACHMENT:
                raise Unsafe(TOO_LARGE)  # noqa: TRY301 - one reason among those of the file
            found.append(recognised(sent.content, sent.name))
        except Unsafe as unsafe:
            reasons.append((sent.name, str(unsafe)))
    if reasons:
        raise FilesRefused(reasons)
    return found
