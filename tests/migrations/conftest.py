"""A fresh, empty database of either kind, to migrate."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from tests import postgres


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def bare(request, tmp_path, make_app):
    """The application on a database without a single table, in its context."""
    from incident_app import viewing
    from incident_app.extensions import db

    request.node.kinds = {request.param}
    if request.param == "SQLite":
        application, drop = make_app(f"sqlite:///{tmp_path / 'bare.db'}"), None
    else:
        url = sa.make_url(request.getfixturevalue("postgres_url"))
        name = f"bare_{uuid4().hex}"
        admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        application = make_app(url.set(database=name).render_as_string(hide_password=False))
        drop = (admin, name)
    with application.app_context(), viewing.operator():
        yield application
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
        postgres.dispose()
    if drop:
        admin, name = drop
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name}"))
        admin.dispose()
