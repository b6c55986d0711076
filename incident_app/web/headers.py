"""What every answer tells the browser besides: what it may load, keep, frame and pass on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, request

if TYPE_CHECKING:
    from flask import Response

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

OVER_TLS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
"""Besides, where TLS brought the request: for two years nobody comes by without it."""

DOWNLOAD = {
    "Content-Security-Policy": "sandbox; default-src 'none'; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'",
}
"""Instead, for a file that is sent to be saved: opened all the same, it can do nothing."""


def init_app(app: Flask) -> None:
    """Put them on every answer, an error and a file too."""
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.is_secure:
        response.headers.update(OVER_TLS)
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        response.headers.update(DOWNLOAD)
    if request.endpoint != "static" or response.status_code >= 400:  # noqa: PLR2004 - an error
        response.headers["Cache-Control"] = "no-store"
    elif request.path.endswith(".woff2"):
        response.headers["Cache-Control"] = "max-age=31536000, immutable"
    return response
