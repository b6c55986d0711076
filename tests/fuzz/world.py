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
    Draft,
    PolicyText,
)
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Part, Role
from tests.make import NOON, Make, known


@dataclass
class World:
    """Who walks, and each secret word with the record that one must reach to see it."""

    walkers: dict[str, str] = field(default_factory=dict)  # role and school -> e-mail
    secrets: dict[str, tuple[Action, type, object]] = field(default_factory=dict)

    def word(self):
        return f"canary{len(self.secrets):03}quartz"

    def secret(self, action, record):
        """A word that only those may see who reach this record for this action."""
        word = self.word()
        self.secrets[word] = (action, type(record), record.id)
        return word

    def hidden_from(self, email):
        """The words that this account (``None``: nobody) must never read."""
        viewer = email and db.session.scalar(db.select(Account).where(Account.email == email))
        return [
            word for word, need in self.secrets.items() if not (viewer and _reaches(viewer, need))
        ]


def _reaches(viewer, need):
    action, table, record_id = need
    found = db.select(table.id).where(table.id == record_id, reach(viewer, action))
    return db.session.scalar(found) is not None


def build():
    """Two schools of two incidents each, one account of every role, and a colleague who sits still."""
    world, make = World(), Make()
    schools = {code: make.school(code) for code in ("EHS", "WMS")}
    heads = {code: make.administrator(school) for code, school in schools.items()}
    for code, head in heads.items():
        world.walkers[f"administrator of {code}"] = head.email
        colleague = make.administrator(schools[code])
        person = make.person(schools[code], "Lee, Ana")
        for _ in range(2):
            _incident(world, make, head, colleague, person)
        _draft(world, head)
        _draft(world, colleague)
        _rename(world, person)
    for role in set(Role) - {Role.ADMINISTRATOR}:
        world.walkers[role.value] = make.account(role, schools=list(schools.values())).email
    _policy_text()
    world.walkers = dict(sorted(world.walkers.items()))
    db.session.commit()
    return world


def _incident(world, make, head, colleague, person):
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
        ],
    )
    assert world.secret(Action.READ_INCIDENT, incident) == word
    asked = {"matter_id": incident.matters[1].id, "of_id": head.id, "by_id": colleague.id}
    db.session.add_all(
        [
            Addition(incident_id=incident.id, text=word, added_by_id=colleague.id, added_at=NOON),
            Asking(fact="threat", note=word, asked_at=NOON, **asked),
            Attachment(
                incident_id=incident.id, name=f"{word}.txt", media_type="text/plain", size=len(word),
                sha256="0" * 64, content=word.encode(), added_by_id=head.id, added_at=NOON,
            ),
        ]
    )  # fmt: skip
    db.session.commit()


def _draft(world, account):
    draft = Draft(account_id=account.id, fields=[], version=1, created_at=NOON, saved_at=NOON)
    db.session.add(draft)
    db.session.flush()
    draft.fields = [["narrative", world.secret(Action.EDIT_DRAFT, draft)]]
    db.session.commit()


def _rename(world, person):
    person = db.session.merge(person)
    person.name = f"Lee, {world.secret(Action.PICK_PERSON, person)}"
    db.session.commit()


def _policy_text():
    pasted_by = db.session.scalar(
        db.select(Account).where(Account.role == Role.SYSTEM_ADMINISTRATOR)
    )
    db.session.add(
        PolicyText(
            edition="edina_273",
            paragraph="IV.B",
            text="Adopted.",
            pasted_by_id=pasted_by.id,
            pasted_at=NOON,
        )
    )
