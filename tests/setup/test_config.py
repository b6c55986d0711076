"""Settings: every problem at once, and no secret with a default."""

import secrets
from dataclasses import fields
from pathlib import Path

import pytest
from flask import request

from config import Config, ConfigError

GOOD = {"INCIDENT_SECRET_KEY": "s" * 40}


def problems(**environ):
    with pytest.raises(ConfigError) as wrong:
        Config.from_environ({**GOOD, **environ})
    return wrong.value.problems


def test_a_secret_is_all_that_must_be_set():
    config = Config.from_environ(GOOD)
    assert config.DATABASE_URL == "sqlite:///var/incident.db"
    assert not config.DEMO
    assert not config.DEBUG


def test_there_is_no_default_secret():
    with pytest.raises(ConfigError, match="INCIDENT_SECRET_KEY is missing"):
        Config.from_environ({})


def test_every_problem_is_reported_at_once():
    with pytest.raises(ConfigError) as wrong:
        Config.from_environ(
            {
                "INCIDENT_SECRET_KEY": "short",
                "INCIDENT_PORT": "many",
                "INCIDENT_DEBUG": "perhaps",
                "INCIDENT_TIME_ZONE": "Edina",
                "INCIDENT_DATABSE_URL": "sqlite:///typo.db",
            }
        )
    said = "\n".join(wrong.value.problems)
    for name in ("SECRET_KEY", "PORT", "DEBUG", "TIME_ZONE", "DATABSE_URL is not a setting"):
        assert f"INCIDENT_{name}" in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "demo-" + "s" * 40, "demo secret"),
        ("DATABASE_URL", "mysql://x", "must begin with sqlite:/// or postgresql+psycopg://"),
        ("DATABASE_URL", "sqlite:///:memory:", "must name a file"),
        ("TIME_ZONE", "../etc/passwd", "must be a zone's name"),
        ("PORT", "0", "whole number from 1 to 65535"),
        ("PORT", "70000", "whole number from 1 to 65535"),
        ("DISTRICT", "  ", "must not be empty"),
        ("URL", "incidents.district.example", "must be an address such as https://"),
        ("URL", "https://", "must be an address such as https://"),
        ("URL", "https://x.example\nBcc: y", "must be an address such as https://"),
        ("MAIL_FROM", "The district <a@b.example>", "must be one e-mail address"),
        ("MAIL_FROM", "a@b.example\nBcc: c@d.example", "must be one e-mail address"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(name, value, said):
    (problem,) = problems(**{f"INCIDENT_{name}": value})
    assert said in problem
    assert name in problem


@pytest.mark.parametrize(
    "url",
    ["mail.district.example", "http://mail.example", "smtp://", "smtp://mail.example:many",
     "smtp://mail.example/inbox", "smtp://u:p a@mail.example"],
)  # fmt: skip
def test_a_mail_server_is_named_by_its_address(url):
    (problem,) = problems(INCIDENT_SMTP_URL=url, INCIDENT_MAIL_FROM="a@b.example")
    assert "INCIDENT_SMTP_URL must look like smtp://" in problem


def test_mail_needs_an_address_to_come_from_and_none_is_sent_unless_asked():
    accents = "smtps://u:caf%C3%A9@mail.example:465"
    (problem,) = problems(INCIDENT_SMTP_URL=accents, INCIDENT_MAIL_FROM="a@b.example")
    assert "without accents" in problem
    (problem,) = problems(INCIDENT_SMTP_URL="smtps://u:p%40@mail.example:465")
    assert "INCIDENT_MAIL_FROM is missing" in problem
    config = Config.from_environ({**GOOD, "INCIDENT_SMTP_URL": "", "INCIDENT_MAIL_FROM": ""})
    assert config.SMTP_URL == ""


SIGN_ON = {
    "INCIDENT_URL": "https://incidents.district.example",
    "INCIDENT_OIDC_ISSUER": "https://id.district.example/realms/staff",
    "INCIDENT_OIDC_CLIENT_ID": "incident-app",
    "INCIDENT_OIDC_CLIENT_SECRET": "secret",
    "INCIDENT_OIDC_NAME": "Prairie ID",
}


def test_sign_on_is_set_up_whole_or_not_at_all():
    assert Config.from_environ(GOOD | SIGN_ON).OIDC_NAME == "Prairie ID"
    assert Config.from_environ(GOOD | dict.fromkeys(SIGN_ON, "")).OIDC_ISSUER == ""
    for name in set(SIGN_ON) - {"INCIDENT_URL"}:
        (problem,) = problems(**SIGN_ON | {name: ""})
        assert problem.startswith(f"{name} is missing")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("OIDC_ISSUER", "http://id.district.example", "must begin with https://"),
        ("OIDC_ISSUER", "id.district.example", "must begin with https://"),
        ("OIDC_ISSUER", "https://id.district.example?tenant=1", "must begin with https://"),
        ("OIDC_ISSUER", "https://user@id.district.example", "must begin with https://"),
        ("OIDC_ISSUER", f"https://id.district.example/{'x' * 255}", "must begin with https://"),
        ("OIDC_NAME", "x" * 41, "one line of at most 40"),
        ("OIDC_NAME", "Prairie\nID", "one line of at most 40"),
        ("URL", "", "INCIDENT_URL is missing"),
        (
            "URL",
            "http://incidents.district.example",
            "INCIDENT_URL must begin with https://",
        ),
    ],
)
def test_a_wrong_setting_of_sign_on_is_named(name, value, said):
    (problem,) = problems(**SIGN_ON | {f"INCIDENT_{name}": value})
    assert said in problem


def test_sign_on_on_this_machine_needs_no_tls():
    near = {
        "INCIDENT_URL": "http://127.0.0.1:8000",
        "INCIDENT_OIDC_ISSUER": "http://localhost:9000",
    }
    assert Config.from_environ(GOOD | SIGN_ON | near).OIDC_ISSUER == "http://localhost:9000"


@pytest.mark.parametrize("name", ["DEBUG", "DEMO"])
@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.5", "school.example", "::"])
def test_debug_and_the_demo_stay_on_this_machine(host, name):
    (problem,) = problems(**{f"INCIDENT_{name}": "yes", "INCIDENT_HOST": host})
    assert f"INCIDENT_{name} may be on only" in problem


@pytest.mark.parametrize("name", ["DEBUG", "DEMO"])
def test_nor_are_they_shown_through_a_web_server_before_it(name):
    (problem,) = problems(**{f"INCIDENT_{name}": "yes", "INCIDENT_URL": "https://x.example"})
    assert f"INCIDENT_{name} may be on only" in problem


@pytest.mark.parametrize(
    "secret",
    [
        "$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')",
        "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'",
        "change-me-change-me-change-me-change-me",
        "CHANGE_THIS_TO_SOMETHING_LONG_AND_RANDOM",
        "your-secret-goes-here-your-secret-goes-here",
        "django-insecure-secret-key-0123456789abcdef",
    ],
)
def test_an_examples_secret_is_none(secret):
    """A file of settings takes ``$(...)`` as it stands there: everyone's secret would be the same."""
    (problem,) = problems(INCIDENT_SECRET_KEY=secret)
    assert "INCIDENT_SECRET_KEY is an example" in problem


def test_what_the_documented_command_prints_is_a_secret():
    for _ in range(200):
        Config.from_environ({"INCIDENT_SECRET_KEY": secrets.token_urlsafe(48)})


def test_where_others_come_they_come_over_tls():
    (problem,) = problems(INCIDENT_URL="http://incidents.district.example")
    assert "INCIDENT_URL must begin with https://" in problem
    assert not Config.from_environ({**GOOD, "INCIDENT_URL": "http://localhost:8000"}).others_come


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_debug_on_a_loopback_address_is_allowed(host):
    assert Config.from_environ({**GOOD, "INCIDENT_DEBUG": "yes", "INCIDENT_HOST": host}).DEBUG


def test_a_demo_secret_is_allowed_in_the_demo():
    assert Config.from_environ(
        {"INCIDENT_SECRET_KEY": "demo-" + "s" * 40, "INCIDENT_DEMO": "yes"}
    ).DEMO


def test_a_config_never_changes():
    with pytest.raises(AttributeError):
        Config.from_environ(GOOD).DEBUG = True


def test_every_setting_is_documented():
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    for setting in fields(Config):
        assert f"`INCIDENT_{setting.name}`" in text


@pytest.mark.parametrize(("proxied", "source"), [(True, "203.0.113.9"), (False, "127.0.0.1")])
def test_where_a_request_came_from_is_believed_of_our_own_web_server_alone(
    make_app, tmp_path, proxied, source
):
    app = make_app(f"sqlite:///{tmp_path / 'incident.db'}", PROXIED=proxied)
    seen = []
    app.before_request(lambda: seen.append(request.remote_addr) or ("seen", 200))
    app.before_request_funcs[None].insert(0, app.before_request_funcs[None].pop())
    app.test_client().get("/", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert seen == [source]
