"""The command line: what runs the district's server, and the policy without one."""

from __future__ import annotations

import click

from .accounts import accounts
from .classify import classify
from .delivering import deliver
from .demo import demo
from .district import import_incidents, migrate, serve
from .making import create_admin, create_system_admin
from .officers import officers
from .policy import policy


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Log school incidents and route every matter in them by the district's SRO policy.

    To look around, run: incident-app demo

    For a district: set INCIDENT_SECRET_KEY (and INCIDENT_DATABASE_URL), then run migrate,
    create-admin and serve. docs/operations.md names every setting.
    """


for command in (
    accounts,
    classify,
    create_admin,
    create_system_admin,
    deliver,
    demo,
    import_incidents,
    migrate,
    officers,
    policy,
    serve,
):
    main.add_command(command)
