"""The duty log, and its report."""

from incident_app.web.duties import report, review
from incident_app.web.duties.views import bp

__all__ = ["bp", "report", "review"]
