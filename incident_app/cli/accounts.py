"""Accounts from the command line, for the day nobody can sign in."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from .district import operating


@click.group()
def accounts() -> None:
    """Accounts and where they are signed in."""


@accounts.command("end-sessions")
def end_sessions() -> None:
    """End every session there is: run it after a backup was brought back."""
    from incident_app.services import sessions  # noqa: PLC0415 - the others start without it

    with operating():
        ended = sessions.end_all(now=datetime.now(UTC))
    click.echo(f"{ended} session{'' if ended == 1 else 's'} ended. Everyone signs in again.")
