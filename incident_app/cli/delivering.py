"""``incident-app deliver``: the mail that calls people to sign in."""

from __future__ import annotations

import signal
import sys
from datetime import UTC, datetime
from threading import Event
from typing import Any

import click

from .district import operating


@click.command()
@click.option(
    "--every",
    metavar="SECONDS",
    type=click.IntRange(min=1),
    help="Do it again and again, with a pause of so many seconds.",
)
def deliver(every: int | None) -> None:
    """Mail the notices that wait: that there is something to read, and never what.

    Besides, the reminders of the day: contracts and times to train that end, certificates that
    nobody saw, and officers who hold a matter and are not trained. Who did not sign in for 60 days
    is warned; after 90, and when an officer's contracts have ended, the account is disabled.

    Needs INCIDENT_SMTP_URL and INCIDENT_MAIL_FROM. The exit status is 1 when the mail server
    failed; what waits is then tried the next time.
    """
    stop = Event()
    with operating() as app:
        settings = app.config
        if not settings["SMTP_URL"]:
            raise click.ClickException(
                "No mail server is set. Set INCIDENT_SMTP_URL and INCIDENT_MAIL_FROM."
            )
        if every is None:
            sys.exit(_run(settings))
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: stop.set())  # what is being sent is marked first
        while not stop.is_set():
            _run(settings)
            stop.wait(every)


def _run(settings: dict[str, Any]) -> int:
    from incident_app import viewing  # noqa: PLC0415 - classify must start without all this
    from incident_app.extensions import db  # noqa: PLC0415
    from incident_app.integrations.mail import Smtp  # noqa: PLC0415
    from incident_app.services import account_life, delivering, reminding  # noqa: PLC0415

    post = Smtp(url=settings["SMTP_URL"], author=settings["MAIL_FROM"])
    now = datetime.now(UTC)
    today = now.astimezone(settings["ZONE"]).date()  # it may have gone on for days
    with viewing.operator(today):
        ended = account_life.end_what_is_over(today=today, now=now)
        reminding.due(today, now=now)
        done = delivering.deliver(now=now, today=today, post=post, address=settings["URL"])
        db.session.remove()
    if ended:
        click.echo(f"{ended} account{'' if ended == 1 else 's'} disabled.")
    if done.mailed or done.dropped:
        click.echo(f"{done.mailed} mailed, {done.dropped} dropped.")
    if done.unsent:
        click.echo(done.unsent, err=True)
    return 1 if done.unsent else 0
