"""Where the pages of one's own account hang."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("account", __name__)
