"""The pages of the system administrator's accounts."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/accounts")
