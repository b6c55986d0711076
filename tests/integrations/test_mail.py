"""Mail reaches a real server, in one envelope for one address, or the operator is told why not."""

import ssl
import subprocess

import pytest
from aiosmtpd.smtp import AuthResult

from incident_app.integrations.mail import Kept, Message, Post, Smtp, Unsent
from tests.make import NOON
from tests.postbox import Postbox

AUTHOR = "incidents@district.example"


def message(**over):
    values = {"to": "ana@district.example", "subject": "News", "body": "Sign in.\n", "at": NOON}
    return Message(**values | over)


def send(url, *messages):
    with Smtp(url=url, author=AUTHOR).open() as hand_over:
        for each in messages:
            hand_over(each)


@pytest.fixture
def postbox():
    with Postbox() as box:
        yield box


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A server's own certificate for this machine, with its key."""
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", file, "-out", file, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:0.0.0.0"],
        check=True, capture_output=True,
    )  # fmt: skip
    return file


@pytest.fixture
def trusted(certificate, monkeypatch):
    """What a district's own authority would make of it."""
    make = ssl.create_default_context
    monkeypatch.setattr(
        ssl, "create_default_context", lambda **how: make(**({"cafile": certificate} | how))
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    return server


def test_each_message_is_one_envelope(postbox):
    send(postbox.url, message(), message(to="bo@district.example"))

    assert [each.rcpt_tos for each in postbox.taken] == [
        ["ana@district.example"],
        ["bo@district.example"],
    ]
    first = postbox.mails[0]
    assert first["From"] == AUTHOR
    assert first["To"] == "ana@district.example"
    assert first["Subject"] == "News"
    assert first["Date"].datetime == NOON
    assert first["Message-ID"].endswith("@district.example>")
    assert first.get_content() == "Sign in.\n"


@pytest.mark.parametrize(
    "to",
    [
        "ana@district.example\r\nBcc: eve@elsewhere.example",
        "ana@district.example\nSubject: Lunch",
        "ana@district.example, eve@elsewhere.example",
        "eve@elsewhere.example> <ana@district.example",
        "ana",
        "",
    ],
)
def test_an_address_adds_neither_a_header_nor_a_reader(postbox, to):
    with pytest.raises(Unsent, match="no address"):
        send(postbox.url, message(to=to))
    assert postbox.taken == []


def test_a_subject_adds_no_header(postbox):
    with pytest.raises(Unsent):
        send(postbox.url, message(subject="News\r\nBcc: eve@elsewhere.example"))
    assert postbox.taken == []


def test_a_body_ends_no_message_early(postbox):
    body = "One.\n.\nMAIL FROM:<eve@elsewhere.example>\n"
    send(postbox.url, message(body=body))

    (taken,) = postbox.mails
    assert taken.get_content() == body


def test_a_server_that_takes_nothing_says_why(postbox):
    postbox.refuses = "451 come back later"
    with pytest.raises(Unsent, match="come back later"):
        send(postbox.url, message())


def test_a_server_that_is_not_there_is_named_as_that():
    with Postbox() as box:
        url = box.url
    with pytest.raises(Unsent, match="not ready"):
        send(url, message())


def test_a_server_elsewhere_without_tls_is_told_nothing(postbox):
    with pytest.raises(Unsent, match="STARTTLS"):
        send(f"smtp://user:secret@0.0.0.0:{postbox.port}", message())
    assert postbox.taken == []


def test_a_password_is_said_under_tls_alone(trusted):
    said = []

    def know(_server, _session, _envelope, _mechanism, data):
        said.append((data.login, data.password))
        return AuthResult(success=data.password == b"p@ss")

    with Postbox(tls_context=trusted, authenticator=know, auth_required=True) as box:
        send(f"smtp://us%40er:p%40ss@0.0.0.0:{box.port}", message())
        assert said == [(b"us@er", b"p@ss")]
        assert len(box.taken) == 1
        with pytest.raises(Unsent, match="not ready"):
            send(f"smtp://user:wrong@0.0.0.0:{box.port}", message())
        assert len(box.taken) == 1


def test_smtps_is_tls_from_the_first_byte(trusted):
    with Postbox(ssl_context=trusted) as box:
        send(box.url.replace("smtp:", "smtps:"), message())
        assert len(box.taken) == 1


def test_a_certificate_that_nobody_vouches_for_ends_it(certificate):
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    with Postbox(tls_context=server) as box:
        with pytest.raises(Unsent, match="CERTIFICATE_VERIFY_FAILED"):
            send(f"smtp://0.0.0.0:{box.port}", message())
        assert box.taken == []


def test_the_fake_keeps_what_it_is_given():
    kept: Post = Kept()
    with kept.open() as hand_over:
        hand_over(message())
    assert kept.messages == [message()]
