"""Where the pages of agencies and contracts hang."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("agencies", __name__)
