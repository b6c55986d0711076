"""What assessments found: security information."""

from incident_app.web.assessments.views import bp

__all__ = ["bp"]
