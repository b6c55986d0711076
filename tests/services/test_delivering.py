"""Mail says that there is something to read, to whom may still read it, and once."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.integrations.mail import Smtp
from incident_app.models import Account, Notice, School
from incident_app.services import consultations, delivering, incidents, matters, notices, referrals
from incident_app.services.delivering import deliver
from incident_app.vocabulary import Basis, Declined, Learned, News, Part
from tests.access.turns import Turns
from tests.make import CRIME, NOON, PETTY, RULE, START, known
from tests.postbox import Postbox

ADDRESS = "https://incidents.district.example"
LATER = NOON + timedelta(minutes=5)


class Case:
    """A matter referred to an officer, who was told."""

    def __init__(self, make):
        self.make, self.school = make, make.school()
        self.owner = make.account(schools=[self.school], email="owner@district.example")
        self.officer = make.officer(self.school)
        self.matter = make.incident(self.owner, ("assault", CRIME)).matters[0]
        self.referral = make.referral(self.matter, self.officer)

    def reroute(self):
        matters.answer(self.matter.id, known(**RULE), viewer=self.owner, now=NOON)


@pytest.fixture
def case(make):
    return Case(make)


@pytest.fixture
def postbox():
    with Postbox() as box:
        yield box


def sent(postbox, now=LATER):
    return deliver(
        now=now,
        today=START,
        post=Smtp(url=postbox.url, author="incidents@district.example"),
        address=ADDRESS,
    )


def told():
    """What became of every notice, in the order they were made."""
    db.session.expire_all()
    return db.session.scalars(sa.select(Notice).order_by(Notice.made_at, Notice.id)).all()


def test_an_officer_is_told_once_and_never_what(case, postbox):
    assert sent(postbox) == delivering.Delivered(mailed=1, dropped=0)
    assert sent(postbox) == delivering.Delivered(mailed=0, dropped=0)

    (mail,) = postbox.mails
    assert mail["To"] == case.officer.email
    assert mail["Subject"] == "A matter was referred to you"
    assert mail.get_content() == f"A matter was referred to you. Sign in.\n\n{ADDRESS}\n"
    (notice,) = told()
    assert (notice.mailed_at, notice.dropped_at, notice.tries) == (LATER, None, 0)


def test_every_news_has_its_words():
    assert set(delivering.SAYS) == set(News)


def test_no_mail_holds_anything_of_a_record(app, make, postbox):
    """A canary in every field of words; none flies."""
    app.config["DISTRICT"] = "canary district"
    school = make.school("CAN", "canary school")
    owner = make.account(schools=[school], email="owner@district.example")
    officer = make.officer(school)
    child = make.person(school, "canary, child")

    def logged(conduct, answers):
        actor = incidents.NewParticipant(
            part=Part.ACTOR,
            person_id=child.id,
            matters=[
                incidents.NewMatter(conduct=conduct, answers=known(**answers), note="canary note")
            ],
        )
        over = {"place": "canary place", "narrative": "canary words", "learned": Learned.POLICE}
        return make.incident(owner, **over, participants=[actor]).matters[0]

    crime, petty = logged("assault", CRIME), logged("alcohol", PETTY)
    referral = make.referral(
        crime, officer, purpose="canary purpose", basis=Basis.EMERGENCY, threat="canary threat"
    )
    consultation = make.consultation(
        petty, officer, purpose="canary question", summary="canary sum"
    )
    sent(postbox)
    referrals.decline(referral.id, Declined.OTHER, viewer=officer, now=LATER, words="canary reason")
    consultations.advise(consultation.id, "canary advice", viewer=officer, now=LATER)
    sent(postbox)

    says = sorted(mail["Subject"] for mail in postbox.mails)
    assert says == sorted(delivering.SAYS.values())
    whole = postbox.bytes.decode().lower()
    ids = (
        referral.id,
        consultation.id,
        crime.id,
        petty.id,
        crime.incident_id,
        officer.id,
        child.id,
    )
    words = {"canary", "can-", officer.name.lower(), owner.name.lower(), child.number.lower()}
    words |= {crime.reference.lower(), "assault", "alcohol", "law enforcement", "discipline"}
    assert [word for word in words | {str(each) for each in ids} if word in whole] == []


def test_a_matter_routed_elsewhere_before_the_mail_leaves_is_told_to_nobody(case, postbox):
    case.reroute()

    assert sent(postbox) == delivering.Delivered(mailed=0, dropped=1)
    assert postbox.taken == []
    (notice,) = told()
    assert (notice.mailed_at, notice.dropped_at) == (None, LATER)
    case.make.referral(case.make.incident(case.owner, ("assault", CRIME)).matters[0], case.officer)
    assert sent(postbox).mailed == 1


def test_a_referral_taken_back_is_told_to_nobody(case, postbox):
    referrals.revoke(case.referral.id, "A mistake.", viewer=case.owner, now=NOON)

    assert sent(postbox).dropped == 1
    assert postbox.taken == []


def test_an_account_out_of_use_is_told_nothing(case, postbox):
    db.session.get(Account, case.officer.id).active = False
    db.session.commit()

    assert sent(postbox).dropped == 1
    assert postbox.taken == []


def test_an_officer_who_left_the_school_is_told_nothing(case, postbox):
    officer = db.session.get(Account, case.officer.id)
    officer.schools.remove(db.session.get(School, case.school.id))
    db.session.commit()

    assert sent(postbox).dropped == 1
    assert postbox.taken == []


def test_a_question_taken_back_is_told_to_nobody(case, postbox):
    petty = case.make.incident(case.owner, ("alcohol", PETTY)).matters[0]
    asked = case.make.consultation(petty, case.officer)
    consultations.withdraw(asked.id, "No need.", viewer=case.owner, now=NOON)

    assert sent(postbox) == delivering.Delivered(mailed=1, dropped=1)
    assert [mail["Subject"] for mail in postbox.mails] == ["A matter was referred to you"]


def test_what_was_read_already_and_what_is_old_is_not_mailed(case, postbox):
    (notice,) = told()
    assert sent(postbox, NOON + delivering.FRESH + timedelta(seconds=1)).mailed == 0
    notices.read(notice.id, viewer=case.officer, now=NOON)
    assert sent(postbox).mailed == 0
    (notice,) = told()
    assert (notice.mailed_at, notice.dropped_at) == (None, None)


def test_a_server_that_is_away_loses_nothing(case, postbox):
    postbox.refuses = "451 come back later"
    done = sent(postbox)
    assert (done.mailed, done.dropped) == (0, 0)
    assert "come back later" in done.unsent
    (notice,) = told()
    assert (notice.mailed_at, notice.dropped_at, notice.tries) == (None, None, 1)

    postbox.refuses = ""
    assert sent(postbox).mailed == 1
    assert len(postbox.taken) == 1


def test_a_server_that_is_not_there_loses_nothing(case):
    with Postbox() as gone:
        pass
    assert "not ready" in sent(gone).unsent
    (notice,) = told()
    assert (notice.mailed_at, notice.dropped_at, notice.tries) == (None, None, 1)


def test_one_address_that_fails_keeps_nobody_elses_mail_back(case, make, postbox):
    officer = db.session.get(Account, case.officer.id)
    officer.email = "nobody@district.example\nbcc: eve@elsewhere.example"
    db.session.commit()
    other = make.officer(case.school)
    make.referral(case.matter, other, now=LATER)

    assert sent(postbox).unsent
    assert sent(postbox).mailed == 1
    assert [each.rcpt_tos for each in postbox.taken] == [[other.email]]


@dataclass(kw_only=True)
class Door:
    """A server before which a run can be held."""

    turns: Turns
    messages: list = field(default_factory=list)

    @contextmanager
    def open(self):
        yield self._send

    def _send(self, message):
        self.turns.at("sending")
        self.messages.append(message)
        self.turns.log.append("mailed")


def test_two_runs_at_once_mail_nothing_twice(app, case, make):
    for _ in range(3):
        make.referral(make.incident(case.owner, ("assault", CRIME)).matters[0], case.officer)
    turns = Turns(app)
    door = Door(turns=turns)

    def run():
        deliver(now=LATER, today=START, post=door)

    turns.run(("one", run), "sending", ("two", run))

    assert turns.errors == {}
    assert len(door.messages) == 4
    assert all(notice.mailed_at == LATER for notice in told())


def test_whoever_takes_it_back_waits_for_the_mail_that_is_leaving(app, case):
    """Nothing is sent for what was excluded before: the exclusion is there after the mail."""
    turns = Turns(app)
    owner, matter = case.owner.id, case.matter.id

    def reroute():
        viewer = db.session.get(Account, owner)
        matters.answer(matter, known(**RULE), viewer=viewer, now=NOON)
        turns.log.append("taken back")

    door = Door(turns=turns)
    turns.run(
        ("mail", lambda: deliver(now=LATER, today=START, post=door)),
        "sending",
        ("administrator", reroute),
    )

    assert turns.errors == {}
    assert turns.log == ["mailed", "taken back"]
