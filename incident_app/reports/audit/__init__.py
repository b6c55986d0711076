"""What an auditor reads of a period, de-identified: one module a figure.

No query here asks for a name, a number, a birth date, a grade, a place or anybody's words, so none
can be shown. Every figure is over a :class:`~incident_app.reports.audit.period.Period`, within
``reach(viewer, Action.AUDIT)``, and counts from one query.
"""
