"""Which duties are not required of an officer yet (Minn. Stat. 626.8482, subd. 3(c))."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Training
from incident_app.policy.training import Record, status

from .duties import contact_days
from .postings import in_force


def not_required(account_id: UUID, on: date) -> tuple[str, ...]:
    """The paragraphs of duties that an officer, untrained under V.C, need not do on a day.

    The caller has found the account within reach. Without a posting nothing is known, so nothing
    is said to be left to them.
    """
    posting = in_force(account_id)
    if posting is None:
        return ()
    newest = sa.select(Training).where(Training.account_id == account_id)
    known = db.session.scalar(newest.order_by(Training.seq.desc()).limit(1)) or Training()
    record = Record(
        assumed_on=posting.assumed_on,
        substitute=posting.substitute,
        contact_days=contact_days(account_id, on),
        prior_course_on=known.prior_course_on,
        full_course_on=known.full_course_on,
        supplemental_course_on=known.supplemental_course_on,
        unable_on=known.unable_on,
    )
    return status(record, on).relieved
