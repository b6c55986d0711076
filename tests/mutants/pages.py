"""Faults in the pages, the gate and the lists."""

from tests.mutants.fault import ENDPOINTS, MATRIX, REACH, SERVICES, SHOWN, Fault

FAULTS = (
    Fault(
        "A disabled account signs in",
        f"{SERVICES}/accounts.py",
        "    return account if right and account and account.active and account.password_hash else None",
        "    return account if right else None",
        SHOWN,
    ),
    Fault(
        "A disabled account goes on with its session",
        f"{SERVICES}/accounts.py",
        "    if account is None or not account.active:\n        return None\n    viewing",
        "    if account is None:\n        return None\n    viewing",
        ENDPOINTS,
    ),
    Fault(
        "A file of the record is downloaded by its id alone",
        f"{SERVICES}/attachments.py",
        ".where(Attachment.id == attachment_id, reach(viewer, Action.READ_INCIDENT))",
        ".where(Attachment.id == attachment_id)",
        MATRIX,
        pages="/attachments/",
    ),
    Fault(
        "The gate lets an auditor into every page",
        "incident_app/web/gate.py",
        "    if current_user.role not in (declared_here() or ()):\n",
        "    if current_user.role is not Role.AUDITOR and current_user.role not in (declared_here() or ()):\n",
        ENDPOINTS,
    ),
    Fault(
        "The gate looks at one verb and not at its sibling",
        "incident_app/web/gate.py",
        "    if current_user.role not in (declared_here() or ()):\n",
        '    if request.method != "POST" and current_user.role not in (declared_here() or ()):\n',
        ENDPOINTS,
    ),
    Fault(
        "Out of reach is said otherwise than absent",
        "incident_app/web/errors.py",
        "app.register_error_handler(NotFound, lambda _: absent())",
        "app.register_error_handler(NotFound, lambda _: _page(405))",
        MATRIX,
        pages="/matters/",
    ),
    Fault(
        "The count of incidents skips the reach",
        "incident_app/reports/wanted.py",
        "        reach(viewer, Action.READ_INCIDENT),\n        *_asked(wanted, viewer=viewer),\n",
        "        *_asked(wanted, viewer=viewer),\n",
        REACH,
    ),
    Fault(
        "The count of incidents by their route skips the reach",
        "incident_app/reports/wanted.py",
        "        first.school_id.in_(in_reach),\n",
        "",
        REACH,
    ),
)
