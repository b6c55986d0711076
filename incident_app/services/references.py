"""Short references that people can read to each other, and that count nothing."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.extensions import db

if TYPE_CHECKING:
    from incident_app.models import Incident, Matter, School

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without those that are mistaken for one another."""


def new(school: School, kind: type[Incident | Matter]) -> str:
    """A reference nobody has yet, such as ``EHS-7Q4K-2M``.

    Six letters give 729 million for each school, drawn at random: a reference tells nothing
    about how many there are or which came first.
    """
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _ in range(6))
        reference = f"{school.code}-{drawn[:4]}-{drawn[4:]}"
        taken = sa.select(sa.exists().where(kind.reference == reference))
        if not db.session.scalar(taken):
            return reference
