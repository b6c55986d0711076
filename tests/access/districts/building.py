"""Two districts alike in all an officer may see, and otherwise as different as chance makes them.

What both have is built by steps, under one seed; between them each district goes its own way.
"""

from datetime import timedelta
from itertools import count
from random import Random
from uuid import uuid4

from incident_app.extensions import db
from incident_app.models import Incident
from incident_app.policy.logic import BY_NAME
from incident_app.services import (
    additions,
    askings,
    attachments,
    drafts,
    matters,
    searches,
)
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Part, Role
from tests.access import cast
from tests.access.districts.chance import seeded
from tests.make import CRIME, NOON, PETTY, Make, known

FIRST_HIDDEN = 20_000
"""Where the numbers of hidden people and submissions begin, so that those of both stay alike."""


class District:
    """What both districts have, and what only this one has besides.

    ``own_seed`` is this district's; ``seed`` the pair's.
    """

    def __init__(self, seed, own_seed):
        self.make, self.hidden = Make(), Make()
        self.hidden._next = count(FIRST_HIDDEN)
        self.chance = Random(f"{seed} {own_seed}")
        self._both = Random(f"{seed}")
        for number, step in enumerate(self._steps()):
            with seeded(f"{seed} {own_seed} {number}"):
                for _ in range(self.chance.randrange(3) if number else 0):
                    self._hide()
            with seeded(f"{seed} {number}"):
                step()
        with seeded(f"{seed} {own_seed} last"):
            for _ in range(self.chance.randrange(1, 5)):
                self._hide()

    def _steps(self):
        """What is alike; how much of it there is, the pair's seed says."""
        yield self._people
        referred = (self._logged, self._referred)
        duties = (self._worked, self._drilled, self._assessed, self._certified)
        kinds = [
            referred,
            referred,
            (self._asked,),
            (self._recorded,),
            (self._both.choice(duties),),
        ]
        for _ in range(self._both.randrange(2, 6)):
            yield from self._both.choice(kinds)

    def _people(self):
        make = self.make
        self.school, self.other_school = make.school("EHS"), make.school("WMS")
        self.owner, self.colleague = (
            make.administrator(self.school),
            make.administrator(self.school),
        )
        self.stranger = make.administrator(self.other_school)
        self.officer, self.other_officer = make.officer(self.school), make.officer(self.school)
        self.coordinator = make.account(Role.COORDINATOR)
        self.shared = []

    def _logged(self):
        """A law-enforcement matter that is not referred yet: in between, much may be added to it."""
        self.shared.append(self._incident(self.make, self.owner, CRIME, self._both).id)

    def _referred(self):
        incident = db.session.get(Incident, self.shared[-1])
        matter, now = incident.matters[0], incident.logged_at
        referral = self.make.referral(matter, self.officer, by=self.owner, now=now)
        if self._both.random() < 0.4:
            cast.accept(referral, self.officer, self.owner)

    def _asked(self):
        incident = self._incident(self.make, self.owner, PETTY, self._both)
        self.make.consultation(
            incident.matters[0], self.officer, by=self.owner, now=incident.logged_at
        )
        self.shared.append(incident.id)

    def _recorded(self):
        incident = self._incident(self.make, self.owner, CRIME, self._both)
        cast.contact(incident, self.officer, viewer=self.officer)
        self.shared.append(incident.id)

    def _worked(self):
        self.make.duty(self.officer, minutes=self._both.randrange(5, 90), words="What I did.")

    def _drilled(self):
        self.make.drill(self.school, by=self.coordinator, minutes=self._both.randrange(5, 60))

    def _assessed(self):
        who = {"officer_id": self.officer.id, "owner_id": self.owner.id}
        self.make.assessment(self.school, by=self.coordinator, **who)

    def _certified(self):
        self.make.certificate(self.officer)

    def _incident(self, make, by, answers, chance):
        word = f"w{chance.randrange(1_000_000)}"
        actor = make.person(by.schools[0], f"{word}, Ana")
        did = NewMatter(
            conduct=chance.choice(["assault", "fighting", "theft_small"]), answers=known(**answers)
        )
        return make.incident(
            by,
            narrative=f"It was {word}.",
            place=f"Room {word}",
            now=NOON + timedelta(minutes=chance.randrange(5_000)),
            participants=[
                NewParticipant(part=Part.ACTOR, person_id=actor.id, matters=[did]),
                NewParticipant(
                    part=Part.REPORTER, person_id=make.person(by.schools[0], f"{word}, Teller").id
                ),
            ],
        )

    def _hide(self):
        """One thing that no officer, or not this one, may see."""
        self.chance.choice([
            self._another, self._another, self._to_the_other, self._ended, self._ended, self._on_the_very_incident,
            self._contact_of_others, self._draft, self._answered, self._elsewhere,
            *[self._on_the_officers_side] * 4,
        ])()  # fmt: skip

    def _hidden_incident(self, answers=None, by=None):
        answers = answers if answers is not None else self.chance.choice([*cast.ANSWERS.values()])
        return self._incident(
            self.hidden,
            by or self.chance.choice([self.owner, self.colleague]),
            answers,
            self.chance,
        )

    def _another(self):
        incident = self._hidden_incident()
        if self.chance.random() < 0.5:
            cast.contact(incident, self.officer, viewer=self.owner)

    def _elsewhere(self):
        self._hidden_incident(by=self.stranger)

    def _to_the_other(self):
        """Shared with another officer: a matter of its own, or the very one this officer has."""
        mine = self._one_of_the_shared()
        matter = (
            mine.matters[0]
            if mine and self.chance.random() < 0.5
            else self._hidden_incident(CRIME).matters[0]
        )
        stands = matter.decisions[-1].outcome.value
        if stands == "law_enforcement":
            record = self.hidden.referral(matter, self.other_officer, by=self.owner)
            self.chance.choice([lambda *_: None, cast.accept, cast.decline])(
                record, self.other_officer, self.owner
            )
        elif stands == "administrator_led":
            self.hidden.consultation(matter, self.other_officer, by=self.owner)

    def _ended(self):
        """The officer's own, declined, done, taken back, answered or taken off its route."""
        state = self.chance.choice([*cast.OFFERED[2:], *cast.ASKED[1:]])
        matter = self._hidden_incident(CRIME if state in cast.OFFERED else PETTY).matters[0]
        cast.shared(self.hidden, matter, self.officer, state, by=self.owner)

    def _on_the_very_incident(self):
        """More of an incident of which the officer has a matter: discipline, words, a file, a person."""
        incident = self._one_of_the_shared()
        if incident is None:
            return
        rule = NewMatter(conduct="dress_code", answers=known(**cast.RULE))
        word = f"h{self.chance.randrange(1_000_000)}"
        by, now = self.owner, NOON + timedelta(days=4)
        self.chance.choice([
            lambda: additions.add(incident.id, word, key=uuid4(), viewer=by, now=now),
            lambda: additions.add_matters(incident.id, incident.matters[0].actor_id, [rule], key=uuid4(), viewer=by, now=now),
            lambda: additions.add_participant(
                incident.id, NewParticipant(part=Part.ACTOR, described=word, matters=[rule]), key=uuid4(), viewer=by, now=now
            ),
            lambda: attachments.add(incident.id, [attachments.Sent(name=f"{word}.txt", content=word.encode())], viewer=by, now=now),
        ])()  # fmt: skip

    def _contact_of_others(self):
        incident = self._one_of_the_shared() or self._hidden_incident()
        viewer, officer = self.chance.choice([
            (self.owner, self.officer), (self.owner, self.other_officer), (self.other_officer, self.other_officer),
        ])  # fmt: skip
        cast.contact(incident, officer, viewer=viewer)

    def _on_the_officers_side(self):
        """What others did, learned and found, and with whom the district has a contract."""
        word, other = f"o{self.chance.randrange(1_000_000)}", self.other_officer
        by, minutes = {"by": self.coordinator}, self.chance.randrange(5, 90)
        found = {"finding": f"{word}."} | by
        self.chance.choice([
            lambda: self.hidden.duty(other, minutes=minutes, words=word),
            lambda: self.hidden.drill(self.other_school, minutes=minutes, **by),
            lambda: self.hidden.assessment(self.school, officer_id=other.id, **found),
            lambda: self.hidden.assessment(self.chance.choice([self.school, self.other_school]), **found),
            lambda: self.hidden.certificate(other, issuer=word),
            lambda: self.hidden.reviewed(other),
            lambda: self.hidden.contract(self.hidden.agency(word), schools=[self.school, self.other_school]),
            lambda: self.hidden.officer(self.other_school),
        ])()  # fmt: skip

    def _draft(self):
        typed = [("narrative", f"d{self.chance.randrange(1_000_000)}")]
        drafts.save(uuid4(), typed, version=0, page="a page", viewer=self.owner, now=NOON)
        searches.keep("ana", viewer=self.owner, now=NOON)

    def _answered(self):
        """Another answer that leaves the route as it is, or a question passed on."""
        incident = self._one_of_the_shared()
        matter = incident.matters[0] if incident else self._hidden_incident({}).matters[0]
        law = matter.decisions[-1].outcome.value == "law_enforcement"
        if law and self.chance.random() < 0.5:
            matters.answer(
                matter.id, known(threat=True), viewer=self.owner, now=NOON, note="Said so."
            )
            return
        askings.ask(
            matter.id, BY_NAME["school_rule"], of_id=self.colleague.id, viewer=self.owner, now=NOON
        )

    def _one_of_the_shared(self):
        if not self.shared:
            return None
        return db.session.get(Incident, self.chance.choice(self.shared))
