"""Settings, read once from the environment."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "INCIDENT_"
DEMO_SECRET = "demo-"  # noqa: S105 - the mark of a demo secret, not a secret
SHORTEST_SECRET = 32
NO_SECRET = re.compile(
    r"change[-_ ]?(me|this)|replace[-_ ]?(me|this)|your[-_ ]?secret|not[-_ ]?(so[-_ ]?)?secret|"
    r"placeholder|secret[-_ ]?key|token_urlsafe|\$\(",
    re.IGNORECASE,
)
"""What stands where a secret should: an example's words, or the command that would make one."""
LONGEST_ISSUER = 255
LONGEST_NAME = 40
ONE_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*", re.ASCII)


class ConfigError(ValueError):
    """Settings are missing or wrong; ``problems`` has a sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, kw_only=True)
class Config:
    """Defaults are safe in production and fit to publish; what has no default must be set.

    Each field is read from ``INCIDENT_`` and its name.
    """

    SECRET_KEY: str
    """Signs the session cookie; 32 characters or more, never shared."""
    DATABASE_URL: str = "sqlite:///var/incident.db"
    """``sqlite:///FILE`` or ``postgresql+psycopg://USER@HOST/NAME``."""
    OWNER_URL: str = ""
    """PostgreSQL only, and only for the operator's commands: the same database as the role that
    owns its tables. Never set for the server that shows pages."""
    DISTRICT: str = "School district"
    """The district's name, shown on every page."""
    TIME_ZONE: str = "America/Chicago"
    """The zone that times are shown and entered in; they are stored in UTC."""
    HOST: str = "127.0.0.1"
    """The address to serve on."""
    PORT: int = 8000
    """The port to serve on."""
    PROXIED: bool = False
    """A web server of ours stands before the program and says in X-Forwarded-For, over whatever a
    browser claims there, where a request came from; without it every sign-in comes from there."""
    URL: str = ""
    """Where people sign in, for the mail that calls them: ``https://HOST``."""
    SMTP_URL: str = ""
    """The mail server: ``smtp://USER:PASSWORD@HOST:587`` or ``smtps://``; empty for no mail."""
    MAIL_FROM: str = ""
    """The address that mail comes from; needed with a mail server."""
    OIDC_ISSUER: str = ""
    """The district's identity provider, as it names itself; with the three below, or none."""
    OIDC_CLIENT_ID: str = ""
    """What the provider calls this program."""
    OIDC_CLIENT_SECRET: str = ""
    """What the program shows the provider; never shared."""
    OIDC_NAME: str = ""
    """What people call the provider: *Sign in with* and this."""
    DEMO: bool = False
    """The invented district of ``make run``, with sign-ins printed on the terminal."""
    DEBUG: bool = False
    """Tracebacks in the browser; only on a loopback address."""

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise ConfigError(problems)

    def _problems(self) -> list[str]:
        problems = []
        if len(self.SECRET_KEY) < SHORTEST_SECRET:
            problems.append(
                f"INCIDENT_SECRET_KEY must have at least {SHORTEST_SECRET} characters. "
                "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        if self.SECRET_KEY.startswith(DEMO_SECRET) and not self.DEMO:
            problems.append(
                "INCIDENT_SECRET_KEY is a demo secret. Make a new one outside the demo."
            )
        if NO_SECRET.search(self.SECRET_KEY):
            problems.append(
                "INCIDENT_SECRET_KEY is an example or the command that makes a secret. Set what "
                "the command prints."
            )
        if not self.DATABASE_URL.startswith(("sqlite:///", "postgresql+psycopg://")):
            problems.append(
                "INCIDENT_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://."
            )
        if self.DATABASE_URL in {"sqlite:///", "sqlite:///:memory:"}:
            problems.append("INCIDENT_DATABASE_URL must name a file; a record is kept.")
        if self.OWNER_URL and not self._both_on_postgresql:
            problems.append(
                "INCIDENT_OWNER_URL must begin with postgresql+psycopg://, as must "
                "INCIDENT_DATABASE_URL beside it."
            )
        try:
            ZoneInfo(self.TIME_ZONE)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            problems.append("INCIDENT_TIME_ZONE must be a zone's name, such as America/Chicago.")
        problems += self._problems_of_mail()
        problems += [
            f"INCIDENT_{name} may be on only while INCIDENT_HOST is 127.0.0.1 or ::1, and "
            "INCIDENT_URL is not set or is of this machine too."
            for name, on in (("DEBUG", self.DEBUG), ("DEMO", self.DEMO))
            if on and self.others_come
        ]
        problems += self._problems_of_sign_on()
        return problems

    def _problems_of_mail(self) -> list[str]:
        problems = []
        if self.URL and not _address(self.URL, "https", "http"):
            problems.append(
                "INCIDENT_URL must be an address such as https://incidents.district.example."
            )
        elif self.URL.startswith("http://") and self.others_come:
            problems.append("INCIDENT_URL must begin with https://: people sign in over TLS alone.")
        if self.SMTP_URL and not _address(self.SMTP_URL, "smtp", "smtps", bare=True):
            problems.append(
                "INCIDENT_SMTP_URL must look like smtp://USER:PASSWORD@HOST:587 or smtps://..., "
                "with %40 for an @ in the user or the password."
            )
        if not unquote(self.SMTP_URL).isascii():  # a mail server is signed in to with ASCII alone
            problems.append(
                "INCIDENT_SMTP_URL must have a user and a password of plain letters, digits and "
                "signs, without accents."
            )
        if self.SMTP_URL and not self.MAIL_FROM:
            problems.append("INCIDENT_MAIL_FROM is missing; mail needs an address to come from.")
        if self.MAIL_FROM and not ONE_ADDRESS.fullmatch(self.MAIL_FROM):
            problems.append(
                "INCIDENT_MAIL_FROM must be one e-mail address, such as incidents@district.example."
            )
        return problems

    def _problems_of_sign_on(self) -> list[str]:
        settings = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
        missing = [PREFIX + name for name in settings if not getattr(self, name)]
        if len(missing) == len(settings):
            return []
        problems = [f"{name} is missing; set all four for sign-on, or none." for name in missing]
        if self.OIDC_ISSUER and not _safe_address(self.OIDC_ISSUER):
            problems.append(
                "INCIDENT_OIDC_ISSUER must begin with https://, and be the issuer as the provider "
                "writes it, without a question mark or a number sign. http:// is for this machine."
            )
        if not self.URL:
            problems.append("INCIDENT_URL is missing; sign-on comes back there.")
        if len(self.OIDC_NAME) > LONGEST_NAME or not self.OIDC_NAME.isprintable():
            problems.append(
                f"INCIDENT_OIDC_NAME must be one line of at most {LONGEST_NAME} characters."
            )
        return problems

    @property
    def _both_on_postgresql(self) -> bool:
        urls = (self.OWNER_URL, self.DATABASE_URL)
        return all(url.startswith("postgresql+psycopg://") for url in urls)

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return _is_loopback(self.HOST)

    @property
    def others_come(self) -> bool:
        """Whether people sign in from other machines: to the server, or through one before it."""
        if not self.on_loopback:
            return True
        return _address(self.URL, "https", "http") and not _is_loopback(_host(self.URL))

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Config:
        """Read every field from ``INCIDENT_`` and its name.

        :raises ConfigError: names every variable that is missing, malformed or unknown.
        """
        known = {PREFIX + field.name: field for field in fields(cls)}
        problems = [
            f"{name} is not a setting. Check its spelling."
            for name in sorted(environ)
            if name.startswith(PREFIX) and name not in known
        ]
        values: dict[str, object] = {}
        for name, setting in known.items():
            if name in environ and not (setting.default == environ[name] == ""):
                try:
                    values[setting.name] = _READ[str(setting.type)](environ[name])
                except ValueError as wrong:
                    problems.append(f"{name} {wrong}")
        if PREFIX + "SECRET_KEY" not in environ:
            problems.append(
                "INCIDENT_SECRET_KEY is missing. "
                "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
            values["SECRET_KEY"] = "." * SHORTEST_SECRET
        try:
            config = cls(**values)  # type: ignore[arg-type]
        except ConfigError as error:
            raise ConfigError(problems + error.problems) from None
        if problems:
            raise ConfigError(problems)
        return config


def _address(value: str, *schemes: str, bare: bool = False) -> bool:
    """Whether it is an address of one of these schemes, on one line; ``bare``: without a path."""
    if not value.isascii() or not value.isprintable() or " " in value:
        return False
    try:
        url = urlsplit(value)
        url.port  # noqa: B018 - it raises where there is none such
    except ValueError:
        return False
    if bare and (url.path.strip("/") or url.query or url.fragment):
        return False
    return url.scheme in schemes and bool(url.hostname)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _safe_address(value: str) -> bool:
    """Whether it is an address over TLS, or of this machine, with no more to it than a path."""
    url = urlsplit(value) if _address(value, "https", "http") else None
    if url is None or url.query or url.fragment or "@" in url.netloc or len(value) > LONGEST_ISSUER:
        return False
    return url.scheme == "https" or _is_loopback(url.hostname or "")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty.")
    return value


def _port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) <= 65535:  # noqa: PLR2004
        raise ValueError("must be a whole number from 1 to 65535.")
    return int(value)


def _switch(value: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if value.lower() not in words:
        raise ValueError("must be yes or no.")
    return words[value.lower()]


_READ: dict[str, Callable[[str], object]] = {"str": _text, "int": _port, "bool": _switch}
