"""PDFs are kept as they were sent, or refused with what they could do."""

import pytest

from incident_app.integrations.files import apart, recognised
from tests import files
from tests.files import refused


def test_a_pdf_is_kept_byte_for_byte():
    for sent in (
        files.pdf(),
        files.objects_packed(files.pdf()),
        files.pdf(files.linked(S="/URI", URI=files.text("https://x.example"))),
    ):
        kept = recognised(sent, "statement")
        assert (kept.media_type, kept.name, kept.content) == (
            "application/pdf",
            "statement.pdf",
            sent,
        )


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize(
    ("said", "number"), [(said, n) for said, all_ in files.ACTIVE.items() for n in range(len(all_))]
)
def test_a_pdf_that_could_act_is_refused_with_what_it_could_do(said, number, packed):
    sent = files.pdf(files.ACTIVE[said][number])
    if packed:
        sent = files.objects_packed(sent)
        assert b"/OpenAction" not in sent
    assert said in refused(sent, "a.pdf")


def test_a_name_written_in_codes_and_an_object_that_no_page_uses_are_found():
    plain = files.pdf(files.opening(S="/JavaScript", JS=files.text("x")))
    assert b"/JavaScript" in plain
    assert "JavaScript" in refused(plain.replace(b"/JavaScript", b"/J#61vaScript"), "a.pdf")
    behind = files.pdf().replace(b"%%EOF", b"99 0 obj\n<</S/JavaScript/JS(x)>>\nendobj\n%%EOF")
    assert "JavaScript" in refused(behind, "a.pdf")


def test_a_locked_pdf_is_refused():
    for password in ("", "secret"):
        sent = files.pdf(user_password=password, owner_password="other", algorithm="RC4-128")
        assert "locked or encrypted" in refused(sent, "a.pdf")


def test_a_pdf_that_is_cut_off_or_more_than_one_is_refused():
    whole = files.pdf()
    assert "damaged" in refused(whole[: len(whole) // 2])
    assert "damaged" in refused(b"%PDF-1.7\n%%EOF\n")
    assert "after the PDF" in refused(whole + files.archive())
    assert "after the PDF" in refused(whole + b"<script>alert(1)</script>")
    assert "before the PDF" in refused(b"\x93junk\n" + whole)
    assert "web page" in refused(b"<html><script>alert(1)</script>\n" + whole)


def test_a_pdf_that_grows_without_end_does_not_take_the_server_with_it(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 2)
    deep, wide = b"[" * 10_000_000, b"[" + b"<</A/B>>" * 99_000 + b"]"
    assert "damaged" in refused(files.pdf_of([{1: deep}]))
    assert "too much time or memory" in refused(files.pdf_of([{n: wide} for n in range(1, 60)]))
