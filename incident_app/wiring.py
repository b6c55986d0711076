"""Puts the application together."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config

from . import storage, web
from .extensions import csrf, db, login_manager, migrate
from .integrations import oidc
from .policy import editions
from .policy.engine import decide
from .policy.logic import sheet

ROOT = Path(__file__).resolve().parent.parent


def wired(config: Config | None = None) -> Flask:
    """The whole application.

    :param config: read from the environment when left out.
    :raises ConfigError: settings are missing or wrong.
    :raises StorageError: the database is not fit to keep records.
    """
    config = config or Config.from_environ(os.environ)
    app = Flask("incident_app", template_folder=str(ROOT / "templates"))
    app.config.from_mapping(
        SECRET_KEY=config.SECRET_KEY,
        SQLALCHEMY_DATABASE_URI=_absolute(config.DATABASE_URL),
        SQLALCHEMY_BINDS={"owner": config.OWNER_URL} if config.OWNER_URL else {},
        # Only this very host sets and gets a cookie with this prefix, and only over TLS.
        SESSION_COOKIE_NAME="__Host-session" if config.others_come else "session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.others_come,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it asks for the Referer that our own policy withholds
        HOST=config.HOST,
        PORT=config.PORT,
        DISTRICT=config.DISTRICT,
        ZONE=ZoneInfo(config.TIME_ZONE),
        URL=config.URL,
        SMTP_URL=config.SMTP_URL,
        MAIL_FROM=config.MAIL_FROM,
        DEMO=config.DEMO,
        SECOND_FACTOR=not config.DEMO,
        SIGN_ON=_sign_on(config),
    )
    app.debug = config.DEBUG
    if config.PROXIED:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login_manager.init_app(app)
    with app.app_context():
        storage.prepare(db.engine)
        try:
            storage.check(db.engine)
        except storage.StorageError:
            db.engine.dispose()
            raise
    web.init_app(app)
    csrf.init_app(app)  # after the gate: nothing is read of what is sent until it let them in
    for edition in editions.ADOPTED:
        decide(edition, sheet())  # the order of questions is worked out before the first visitor
    return app


def _sign_on(config: Config) -> oidc.Provider | None:
    """The district's identity provider, where it has one."""
    if not config.OIDC_ISSUER:
        return None
    return oidc.Real(
        issuer=config.OIDC_ISSUER,
        client_id=config.OIDC_CLIENT_ID,
        client_secret=config.OIDC_CLIENT_SECRET,
        name=config.OIDC_NAME,
        back=config.URL.rstrip("/") + web.sign_on.BACK,
    )


def _absolute(url: str) -> str:
    """An SQLite file is found from the folder the program was started in."""
    scheme = "sqlite:///"
    if not url.startswith(scheme):
        return url
    return scheme + str(Path(url.removeprefix(scheme)).absolute())
