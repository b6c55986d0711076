"""A small district to walk through, with words that only those in reach may ever see."""

from __future__ import annotations

from dataclasses import dataclass, field

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Addition,
    Asking,
    Attachment,
    Consultation,
    Draft,
    PolicyText,
    Referral,
)
from incident_app.services import agencies, consultations, contracts, referrals
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Declined, Part, Role
from tests.make import CRIME, NOON, PETTY, Make, known


@dataclass
class World:
    """Who walks, and each secret word with the records of which one must reach one to see it."""

    walkers: dict[str, str] = field(default_factory=dict)  # role and school -> e-mail
    secrets: dict[str, list[tuple[Action, type, object]]] = field(default_factory=dict)

    def word(self):
        return f"canary{len(self.secrets):03}quartz"

    def secret(self, *needs):
        """A word that only those may see who reach one of these: action and record each."""
        word = self.word()
        self.secrets[word] = [(action, type(record), record.id) for action, record in needs]
        return word

    def hidden_from(self, email):
        """The words that this account (``None``: nobody) must not read, as things stand now."""
        viewer = email and db.session.scalar(db.select(Account).where(Account.email == email))
        return [
            word
            for word, needs in self.secrets.items()
            if not (
                viewer and (any(_reaches(viewer, need) for need in needs) or _told(viewer, word))
            )
        ]


def _reaches(viewer, need):
    action, table, record_id = need
    found = db.select(table.id).where(table.id == record_id, reach(viewer, action))
    return db.session.scalar(found) is not None


def _told(viewer, word):
    """Whether somebody chose to show it to them, and it was not taken back."""
    theirs = [
        *db.session.scalars(db.select(Referral).where(reach(viewer, Action.ANSWER_REFERRAL))),
        *db.session.scalars(db.select(Consultation).where(reach(viewer, Action.GIVE_ADVICE))),
    ]
    return any(word in f"{each.disclosed} {each.purpose} {each.threat}" for each in theirs)


def build():
    """Two schools of three incidents each, one account of every role, and a colleague who sits still."""
    world, make = World(), Make()
    schools = {code: make.school(code) for code in ("EHS", "WMS")}
    others = {
        role: make.officer(*schools.values())
        if role is Role.OFFICER
        else make.account(role, schools=list(schools.values()))
        for role in sorted(set(Role) - {Role.ADMINISTRATOR}, key=lambda role: role.value)
    }
    _registry(world, make, others)
    world.walkers = {role.value: account.email for role, account in others.items()}
    heads = {code: make.administrator(school) for code, school in schools.items()}
    for code, head in heads.items():
        world.walkers[f"administrator of {code}"] = head.email
        colleague = make.administrator(schools[code])
        person = make.person(schools[code], "Lee, Ana")
        for _ in range(2):
            _incident(world, make, head, colleague, person)
        _shown(world, make, head, others[Role.OFFICER])
        _draft(world, head)
        _draft(world, colleague)
        _rename(world, person)
    _policy_text(others[Role.SYSTEM_ADMINISTRATOR])
    world.walkers = dict(sorted(world.walkers.items()))
    db.session.commit()
    return world


def _registry(world, make, others):
    """The officer's agency and contract, with words for who reads those."""
    officer, keeper = others[Role.OFFICER], others[Role.COORDINATOR]
    agency = make.agency()
    contact = world.secret((Action.READ_AGENCY, agency))
    reached = agencies.Reached(chief="Chief Roe", contact=contact)
    agencies.turn_to(agency.id, reached, viewer=keeper, now=NOON)
    contract = make.contract(agency, schools=officer.schools)
    contracts.read_through(
        contract.id, {"climate": world.secret((Action.READ_CONTRACT, contract))}, school_official="",
        direct_control="", viewer=keeper, now=NOON,
    )  # fmt: skip
    make.posting(officer, agency)


def _incident(world, make, head, colleague, person):
    """Two matters on hold. The coordinator reads of them, but not who reported nor what came later."""
    word = world.word()
    matters = [
        NewMatter(conduct="fighting", answers=known(crime=True), note=word),
        NewMatter(conduct="cheating"),
    ]
    incident = make.incident(
        head,
        place=word,
        narrative=f"Here, {word} was seen.",
        participants=[
            NewParticipant(part=Part.ACTOR, described=word, matters=matters),
            NewParticipant(part=Part.VICTIM, person_id=person.id),
            NewParticipant(part=Part.REPORTER, described="to be renamed"),
        ],
    )
    read = (Action.READ_INCIDENT, incident)
    assert world.secret(read, *((Action.READ_MATTER, each) for each in incident.matters)) == word
    later = world.secret(read)
    incident.participants[2].person.described = later
    asked = {"matter_id": incident.matters[1].id, "of_id": head.id, "by_id": colleague.id}
    db.session.add_all(
        [
            Addition(incident_id=incident.id, text=later, added_by_id=colleague.id, added_at=NOON),
            Asking(fact="threat", note=word, asked_at=NOON, **asked),
            Attachment(
                incident_id=incident.id, name=f"{word}.txt", media_type="text/plain", size=len(word),
                sha256="0" * 64, content=word.encode(), added_by_id=head.id, added_at=NOON,
            ),
        ]
    )  # fmt: skip
    db.session.commit()


def _shown(world, make, head, officer):
    """A matter offered to the officer, one declined, one accepted, and questions open and answered."""
    conducts = [("assault", CRIME)] * 3 + [("nicotine", PETTY)] * 2
    first, second, accepted, third, fourth = make.incident(head, *conducts).matters
    word = world.word()
    referral = make.referral(first, officer, purpose=word)
    assert world.secret((Action.READ_REFERRAL, referral)) == word
    declined = make.referral(second, officer)
    referrals.decline(declined.id, Declined.SCHOOL_RULE, viewer=officer, now=NOON)
    taken = make.referral(accepted, officer)
    referrals.accept(taken.id, viewer=officer, now=NOON)
    word = world.word()
    asked = make.consultation(third, officer, summary=word)
    assert world.secret((Action.READ_CONSULTATION, asked)) == word
    answered = make.consultation(fourth, officer)
    word = world.secret((Action.READ_CONSULTATION, answered))
    consultations.advise(answered.id, word, viewer=officer, now=NOON)


def _draft(world, account):
    draft = Draft(account_id=account.id, fields=[], version=1, created_at=NOON, saved_at=NOON)
    db.session.add(draft)
    db.session.flush()
    draft.fields = [["narrative", world.secret((Action.EDIT_DRAFT, draft))]]
    db.session.commit()


def _rename(world, person):
    person = db.session.merge(person)
    person.name = f"Lee, {world.secret((Action.PICK_PERSON, person))}"
    db.session.commit()


def _policy_text(pasted_by):
    db.session.add(
        PolicyText(
            edition="edina_273",
            paragraph="IV.B",
            text="Adopted.",
            pasted_by_id=pasted_by.id,
            pasted_at=NOON,
        )
    )
