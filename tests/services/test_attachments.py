"""Files stay with an incident: all that were sent or none, checksummed, and only within reach."""

from hashlib import sha256

import pytest

from incident_app.extensions import db
from incident_app.models import Attachment, Event
from incident_app.services import NotFound, Refused, attachments
from incident_app.services import files as screening
from incident_app.services.files import FilesRefused, Sent
from incident_app.vocabulary import LARGEST_ATTACHMENT, Role
from tests import files
from tests.make import NOON


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS"))


@pytest.fixture
def incident(make, owner):
    return make.incident(owner)


@pytest.fixture
def add(incident, owner):
    def adding(*sent, viewer=owner):
        given = [Sent(name=name, content=content) for name, content in sent]
        return attachments.add(incident.id, given, viewer=viewer, now=NOON)

    return adding


def count():
    return db.session.scalar(db.select(db.func.count(Attachment.id)))


def note(number):
    return (f"{number}.txt", f"Note {number}".encode())


def test_what_is_kept_has_its_name_kind_size_checksum_and_who(add, incident, owner):
    sent = files.photo()
    (added,) = add(("../IMG_1.HEIC", sent)).attachments
    kept = attachments.read(added.id, viewer=owner)
    assert (kept.name, kept.media_type, kept.added_by, kept.added_at) == (
        "IMG_1.jpg", "image/jpeg", owner, NOON,
    )  # fmt: skip
    assert kept.content != sent
    assert files.SECRET not in kept.content
    assert kept.size == len(kept.content)
    assert kept.sha256 == sha256(kept.content).hexdigest()
    assert incident.attachments == [kept]


def test_the_journal_holds_both_checksums_and_no_name(add, owner):
    sent = files.photo()
    (added,) = add(("Canary Smith.jpg", sent)).attachments
    event = db.session.scalars(db.select(Event).where(Event.name == "attachment added")).one()
    assert (event.subject, event.subject_id, event.account) == ("attachment", added.id, owner)
    assert event.detail == {
        "incident": str(added.incident_id),
        "media_type": "image/jpeg",
        "size": added.size,
        "sha256": added.sha256,
        "sha256_as_sent": sha256(sent).hexdigest(),
    }


def test_reading_leaves_no_trace(add, owner):
    (added,) = add(note(1)).attachments
    before = db.session.scalar(db.select(db.func.count(Event.seq)))
    assert attachments.read(added.id, viewer=owner).content == b"Note 1"
    assert db.session.scalar(db.select(db.func.count(Event.seq))) == before


def test_one_file_that_is_not_kept_keeps_all_out(add):
    with pytest.raises(FilesRefused) as refused:
        add(note(1), ("page.jpg", b"<html>"), ("form.pdf", files.pdf(user_password="x")))
    assert [name for name, _ in refused.value.reasons] == ["page.jpg", "form.pdf"]
    assert count() == 0


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("picture.jpg", b"<svg onload='x'/>", "SVG"),
        ("photo.jpg", b"<!doctype html>", "web page"),
        ("a.pdf", files.pdf(files.ACTIVE["JavaScript"][0]), "JavaScript"),
        ("a.pdf", files.pdf(files.ACTIVE["another file inside"][0]), "another file inside"),
        ("a.zip", files.archive(), "archive"),
        ("a.docx", files.archive("[Content_Types].xml"), "Office"),
        ("a.exe", b"MZ" + bytes(99), "program"),
        ("a.mp4", files.boxes(b"vide", b"soun", brand=b"isom"), "video"),
        ("a.jpg", files.png_of(60_000, 60_000), "million pixels"),
        ("a.jpg", files.photo()[:400], "cut off"),
        ("a.txt", b"a\0b", "no kind"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"a" * (LARGEST_ATTACHMENT + 1), "larger than 10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_unsafe_file_is_refused_with_the_reason(add, name, sent, said):
    with pytest.raises(FilesRefused) as refused:
        add((name, sent))
    ((named, reason),) = refused.value.reasons
    assert named == name
    assert said in reason
    assert count() == 0


def test_ten_megabytes_are_kept(add, owner):
    (added,) = add(("a.txt", b"a" * LARGEST_ATTACHMENT)).attachments
    assert len(attachments.read(added.id, viewer=owner).content) == LARGEST_ATTACHMENT


def test_the_same_content_is_kept_once(add):
    assert add(note(1), ("other.txt", note(1)[1])).there == 1
    again = add(note(1), note(2))
    assert (len(again.attachments), again.there) == (1, 1)
    assert count() == 2
    photo = files.photo()
    add(("a.jpg", photo))
    assert add(("b.jpg", photo)).there == 1


def test_the_same_content_is_kept_with_each_incident(add, make, owner):
    add(note(1))
    make.attachment(make.incident(owner), note(1)[1])
    assert count() == 2


def test_an_incident_keeps_twenty_files(add):
    with pytest.raises(Refused, match="This one takes 20 more files"):
        add(*(note(number) for number in range(21)))
    add(*(note(number) for number in range(19)))
    with pytest.raises(Refused, match="This one takes 1 more file"):
        add(note(19), note(20))
    add(note(19))
    with pytest.raises(Refused, match="This one takes no more files"):
        add(note(20))
    assert add(note(19)).there == 1
    assert count() == 20


def test_no_file_is_no_addition(add):
    with pytest.raises(Refused, match="Choose at least one file"):
        add()


def test_what_fails_at_the_last_step_leaves_nothing(add, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(attachments.journal, "record", full)
    with pytest.raises(OSError, match="no space left"):
        add(note(1), note(2))
    assert count() == 0


def test_out_of_reach_and_absent_are_the_same(add, incident, make, monkeypatch):
    (added,) = add(note(1)).attachments
    school = incident.school
    strangers = [make.administrator(make.school("WMS"))] + [
        make.account(role, schools=[school]) for role in set(Role) - {Role.ADMINISTRATOR}
    ]
    monkeypatch.setattr(screening, "recognised", None)  # nothing is looked into for them
    for viewer in strangers:
        for attachment_id in (added.id, incident.id):
            with pytest.raises(NotFound):
                attachments.read(attachment_id, viewer=viewer)
        for incident_id in (incident.id, added.id):
            with pytest.raises(NotFound):
                attachments.add(
                    incident_id, [Sent(name="a", content=b"a")], viewer=viewer, now=NOON
                )
    assert count() == 1


def test_of_very_many_files_none_is_looked_into(add, monkeypatch):
    monkeypatch.setattr(screening, "recognised", None)
    with pytest.raises(Refused, match="20"):
        add(*[note(number) for number in range(21)])


def test_a_name_of_a_long_run_of_marks_costs_little(add):
    (added,) = add(("a" + "\u0315" * 100_000 + "\u0316" * 100_000 + ".txt", b"x")).attachments
    assert len(added.name) <= 150
