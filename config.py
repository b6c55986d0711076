"""Settings, read once from the environment."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "INCIDENT_"
DEMO_SECRET = "demo-"  # noqa: S105 - the mark of a demo secret, not a secret
SHORTEST_SECRET = 32


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
        if self.DEBUG and not self.on_loopback:
            problems.append(
                "INCIDENT_DEBUG may be on only while INCIDENT_HOST is 127.0.0.1 or ::1."
            )
        return problems

    @property
    def _both_on_postgresql(self) -> bool:
        urls = (self.OWNER_URL, self.DATABASE_URL)
        return all(url.startswith("postgresql+psycopg://") for url in urls)

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.HOST == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.HOST).is_loopback
        except ValueError:
            return False

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
            if name in environ:
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
