"""The register of drills."""

from incident_app.web.drills.views import bp

__all__ = ["bp"]
