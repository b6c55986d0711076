"""One district with an incident for every outcome and every state of what was shared of it.

Every text in it is a word of its own, so that whoever shows one can be told.
"""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from incident_app.extensions import db
from incident_app.services import additions, attachments, drafts, postings, sharing
from incident_app.services.files import Sent
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Basis, Field, Part, Role
from tests.access import cast
from tests.make import NOON, known

CASES = {
    **{f"law enforcement, {state}": ("law enforcement", state) for state in ("none", *cast.OFFERED[:-1])},
    **{f"administrator-led, {state}": ("administrator-led", state) for state in ("none", *cast.ASKED[:-1])},
    **{outcome: (outcome, "none") for outcome in cast.ANSWERS
       if outcome not in {"law enforcement", "administrator-led"}},
    "discipline-only, taken off law enforcement": ("law enforcement", "taken off law enforcement"),
    "law enforcement, taken off administrator-led": ("administrator-led", "taken off administrator-led"),
}  # fmt: skip
"""Each case: the outcome first decided, and what became of what was shared."""


@dataclass
class Case:
    """One incident with one matter. ``ids`` are by the name of a part of an address."""

    name: str
    outcome: str
    live: bool
    ids: dict[str, UUID]
    shown: list[str] = field(default_factory=list)
    """Words that a live referral or consultation lets its officer read."""
    kept: list[str] = field(default_factory=list)
    """Words of the record that no officer reads."""
    undisclosed: UUID | None = None
    """An attachment that was not disclosed."""


@dataclass
class World:
    """The accounts by relation, the cases, and ids that belong to no case."""

    people: dict[str, object]
    cases: list[Case]
    ids: dict[str, object]


def build(make):
    """The district."""
    school, other = make.school("EHS"), make.school("WMS")
    people = {
        "officer": make.officer(school),
        "other officer": make.officer(school),
        "coordinator": make.account(Role.COORDINATOR),
        "administrator": make.administrator(school),
        "other administrator": make.administrator(other),
        "auditor": make.account(Role.AUDITOR),
        "system administrator": make.account(Role.SYSTEM_ADMINISTRATOR),
        "disabled": make.administrator(school),
    }
    owner = people["administrator"]
    cases = [_case(make, number, name, people) for number, name in enumerate(CASES)]
    for officer in (people["officer"], people["other officer"]):
        own = cast.contact(
            db.session.get(_incident(), cases[0].ids["incident_id"]), officer, viewer=officer
        )
        cases[0].ids[f"own of {officer.id}"] = own.id
    draft = uuid4()
    fields = [("school", str(school.id)), ("narrative", "draftword")]
    drafts.save(draft, fields, version=0, page="a page", viewer=owner, now=NOON)
    clerk = make.account(Role.AUDITOR)
    copy = Sent(name="copy.txt", content=b"A certificate.")
    ids = {
        "entry_id": make.duty(people["officer"], words="entryword").id,
        "assessment_id": make.assessment(
            school, by=people["coordinator"], owner_id=owner.id, officer_id=people["officer"].id
        ).id,
        "factor_id": make.factor(make.account(Role.AUDITOR)).id,
        "identity_id": make.identity(make.account(Role.AUDITOR)).id,
        "account_id": clerk.id, "session_id": make.session(clerk).id, "token": make.link().token,
        "sighting_id": make.certificate(people["officer"], file=copy).id,
        "draft_id": drafts.mine(viewer=owner)[0].id, "school_id": school.id, "filename": "app.css", "name": "edina_273", "figure": "matters",
        **registry(people["officer"]),
    }  # fmt: skip
    return World(people, cases, ids)


def registry(officer):
    """The officer, their agency and its contract."""
    from incident_app.models import Contract

    posting = postings.in_force(officer.id)
    of_theirs = db.select(Contract.id).where(Contract.agency_id == posting.agency_id)
    return {
        "officer_id": officer.id, "agency_id": posting.agency_id, "contract_id": db.session.scalar(of_theirs),
    }  # fmt: skip


def _incident():
    from incident_app.models import Incident

    return Incident


def _case(make, number, name, people):
    outcome, state = CASES[name]
    owner, officer = people["administrator"], people["officer"]
    school = owner.schools[0]

    def word(what):
        return f"q{number:02}{what}z"

    actor = make.person(school, f"{word('actor')}, Ana")
    victim = make.person(school, f"{word('victim')}, Bo")
    teller = make.person(school, f"{word('teller')}, Cy")
    did = NewMatter(conduct="assault", answers=known(**cast.ANSWERS[outcome]), note=word("note"))
    incident = make.incident(
        owner,
        place=word("place"),
        narrative=f"It was {word('story')}.",
        participants=[
            NewParticipant(part=Part.ACTOR, person_id=actor.id, matters=[did]),
            NewParticipant(part=Part.VICTIM, person_id=victim.id),
            NewParticipant(part=Part.REPORTER, person_id=teller.id),
        ],
    )
    additions.add(incident.id, word("added"), key=uuid4(), viewer=owner, now=NOON)
    for what in ("handed", "hidden"):
        file = attachments.Sent(name=f"{word(what)}.txt", content=word(f"{what}in").encode())
        attachments.add(incident.id, [file], viewer=owner, now=NOON)
    matter = incident.matters[0]
    handed = next(each for each in incident.attachments if "handed" in each.name)
    hidden = next(each for each in incident.attachments if "hidden" in each.name)
    shared = _shared(make, matter, handed, state, word, people)
    contact = cast.contact(incident, officer, viewer=owner)
    parts = {each.part: each.id for each in incident.participants}
    ids = {
        "incident_id": incident.id, "matter_id": matter.id, "attachment_id": handed.id, "contact_id": contact.id,
        "person_id": actor.id, "participant_id": parts[Part.ACTOR], "actor_id": parts[Part.ACTOR],
    }  # fmt: skip
    if shared is not None:
        ids[f"{shared.__tablename__}_id"] = shared.id
        ids |= {"notice_id": cast.told(shared, officer)[0].id}
    shown = [word(what) for what in ("summary", "purpose")]
    kept = [word(what) for what in ("story", "added", "hidden", "teller", "note")]
    if state in cast.OFFERED:  # the place, the actor and one file are in the letter
        shown += [word(what) for what in ("place", "actor", "handed")]
    else:
        kept += [word(what) for what in ("place", "actor", "handed")]
    kept.append(word("victim"))
    stands = name.partition(",")[0]
    return Case(name, stands, state in {"offered", "accepted", "open"}, ids, shown, kept, hidden.id)


def _shared(make, matter, handed, state, word, people):
    over = {"purpose": word("purpose")}
    if state in cast.ASKED:
        over["summary"] = word("summary")
    else:
        actor = next(each for each in sharing.named(matter) if each.part is Part.ACTOR)
        over["basis"] = Basis.SCHOOL_OFFICIAL
        over["chosen"] = sharing.Chosen(
            fields=frozenset(Field) - {Field.TIME},
            people=frozenset({actor.id}),
            attachments=frozenset({handed.id}),
            summary=word("summary"),
        )
    return cast.shared(make, matter, people["officer"], state, by=people["administrator"], **over)
