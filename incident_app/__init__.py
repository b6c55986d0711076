"""Logs school incidents and routes every matter in them by the district's SRO policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from config import Config


def create_app(config: Config | None = None) -> Flask:
    """Make the web application.

    Imports it only now: the policy core and the command line's ``classify`` need none of it.

    :param config: read from the environment when left out.
    :raises ConfigError: settings are missing or wrong.
    :raises StorageError: the database is not fit to keep records.
    """
    from .wiring import wired  # noqa: PLC0415

    return wired(config)
