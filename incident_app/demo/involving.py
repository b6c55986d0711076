"""Tells what the officers were shown and did, in the order it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from incident_app.services import consultations, contacts, referrals, sharing
from incident_app.vocabulary import Field

from .contacts import MET, Met
from .incidents import INCIDENTS, Did, Told, moment
from .officers import ASKED, REFERRED, Asked, Referred, Shared

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from incident_app.models import Account, School

TOLD = {f"{told.school} {told.at}": told for told in INCIDENTS}
SHOWN = frozenset({Field.PLACE, Field.TIME, Field.CONDUCT, Field.PEOPLE, Field.SUMMARY})

STEPS = len(MET) + sum(
    1 + sum(bool(at) for at in (new.read, new.accepted, new.done, new.declined)) for new in REFERRED
)
STEPS += sum(1 + sum(bool(at) for at in (new.read, new.advised, new.withdrawn)) for new in ASKED)

Act = tuple[str, Callable[["datetime"], object]]


class Involving:
    """Knows who is there and which matters were kept, which fill while the year is told."""

    def __init__(  # noqa: PLR0913 - what the seeding knows
        self,
        *,
        zone: ZoneInfo,
        accounts: dict[str, Account],
        schools: dict[str, School],
        matters: dict[Did, UUID],
        incidents: dict[Told, UUID],
        led: Callable[[Told], Account],
    ) -> None:
        self._zone, self._accounts, self._schools = zone, accounts, schools
        self._matters, self._incidents, self._led = matters, incidents, led
        self._sent: dict[Shared, UUID] = {}

    def acts(self) -> Iterator[Act]:
        """Each with its local moment."""
        for new in REFERRED:
            yield new.at, lambda at, new=new: self._refer(new, at)
            for when, does in (
                (new.read, self._look),
                (new.accepted, self._accept),
                (new.done, self._finish),
                (new.declined, self._decline),
            ):
                if when:
                    yield when, lambda at, new=new, does=does: does(new, at)
        for asked in ASKED:
            yield asked.at, lambda at, new=asked: self._ask(new, at)
            for when, answers in (
                (asked.read, self._look_at_question),
                (asked.advised, self._advise),
                (asked.withdrawn, self._withdraw),
            ):
                if when:
                    yield when, lambda at, new=asked, does=answers: does(new, at)
        for met in MET:
            yield met.recorded, lambda at, new=met: self._met(new, at)

    def _of(self, new: Shared) -> tuple[UUID, Account, Account]:
        """Its matter, who sends it and its officer."""
        told = TOLD[new.about]
        matter = self._matters[told.matters[new.matter]]
        return matter, self._led(told), self._accounts[new.to]

    def _refer(self, new: Referred, at: datetime) -> None:
        matter, viewer, officer = self._of(new)
        named = sharing.named(sharing.to_refer(matter, viewer=viewer))
        offer = referrals.Offer(
            officer_id=officer.id,
            chosen=sharing.Chosen(
                fields=SHOWN, people=frozenset(each.id for each in named), summary=new.summary
            ),
            basis=new.basis,
            purpose=new.asks,
            threat=new.threat,
        )
        self._sent[new] = referrals.offer(matter, offer, viewer=viewer, now=at).id

    def _look(self, new: Referred, at: datetime) -> None:
        with referrals.reading(self._sent[new], viewer=self._accounts[new.to], now=at):
            pass

    def _accept(self, new: Referred, at: datetime) -> None:
        referrals.accept(self._sent[new], viewer=self._accounts[new.to], now=at)

    def _finish(self, new: Referred, at: datetime) -> None:
        done = referrals.Done(disposition=new.disposition, case_number=new.case, force=new.force)
        referrals.finish(self._sent[new], done, viewer=self._accounts[new.to], now=at)

    def _decline(self, new: Referred, at: datetime) -> None:
        referrals.decline(self._sent[new], new.reason, viewer=self._accounts[new.to], now=at)

    def _ask(self, new: Asked, at: datetime) -> None:
        matter, viewer, officer = self._of(new)
        question = consultations.Question(
            officer_id=officer.id, purpose=new.asks, summary=new.summary
        )
        self._sent[new] = consultations.ask(matter, question, viewer=viewer, now=at).id

    def _look_at_question(self, new: Asked, at: datetime) -> None:
        with consultations.reading(self._sent[new], viewer=self._accounts[new.to], now=at):
            pass

    def _advise(self, new: Asked, at: datetime) -> None:
        consultations.advise(self._sent[new], new.advice, viewer=self._accounts[new.to], now=at)

    def _withdraw(self, new: Asked, at: datetime) -> None:
        _, viewer, _ = self._of(new)
        consultations.withdraw(self._sent[new], "It is settled.", viewer=viewer, now=at)

    def _met(self, new: Met, at: datetime) -> None:
        officer = self._accounts[new.by]
        contact = contacts.NewContact(
            started_by=new.started,
            happened_at=moment(new.at, self._zone),
            purpose=new.purpose,
            acts=new.acts,
            officer_id=officer.id,
            force=new.force,
            iv_c=new.iv_c,
            case_number=new.case,
        )
        if not new.about:
            school = self._schools[new.school]
            contacts.record_own(school.id, contact, viewer=officer, now=at)
            return
        told = TOLD[new.about]
        about = [self._matters[told.matters[which]] for which in new.matters]
        contacts.record(self._incidents[told], contact, about, viewer=self._led(told), now=at)
