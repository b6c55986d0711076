"""Where the pages of officers hang."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("officers", __name__, url_prefix="/officers")
