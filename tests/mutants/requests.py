"""Faults in what a request may do by its verb, where it came from, and what goes with its answer."""

from tests.mutants.fault import ANSWERS, FORGED, SAFE, SERVICES, Fault

FAULTS = (
    Fault(
        "Opening a page keeps a draft",
        "incident_app/web/drafts/views.py",
        '    if request.method != "POST":  # a HEAD saves nothing either\n',
        '    if request.method == "HEAD":\n',
        SAFE,
    ),
    Fault(
        "The head of a ledger is a ledger read",
        f"{SERVICES}/ledger.py",
        '"ledger read" if how else None',
        '"ledger read"',
        SAFE,
    ),
    Fault(
        "One page asks for no token",
        "incident_app/wiring.py",
        "    csrf.init_app(app)  #",
        '    csrf.exempt("incident_app.web.notices.views.read"); csrf.init_app(app)  #',
        FORGED,
    ),
    Fault(
        "Signing out asks for no token",
        "incident_app/wiring.py",
        "    csrf.init_app(app)  #",
        '    csrf.exempt("incident_app.web.account.views.sign_out"); csrf.init_app(app)  #',
        FORGED,
    ),
    Fault(
        "Nobody asks which site it comes from",
        "incident_app/web/gate.py",
        "    app.before_request(origin.refuse_others)\n",
        "",
        FORGED,
    ),
    Fault(
        "A site beside ours may send for us",
        "incident_app/web/origin.py",
        'return site in {"same-origin", "none"}',
        'return site in {"same-origin", "same-site", "none"}',
        FORGED,
    ),
    Fault(
        "The gate looks before it asks which site it comes from",
        "incident_app/web/gate.py",
        "    app.before_request(origin.refuse_others)\n    app.before_request(_gate)\n",
        "    app.before_request(_gate)\n    app.before_request(origin.refuse_others)\n",
        FORGED,
    ),
    Fault(
        "An error has no headers",
        "incident_app/web/headers.py",
        "    response.headers.update(HEADERS)\n",
        "    if response.status_code < 500:\n        response.headers.update(HEADERS)\n",
        ANSWERS,
    ),
    Fault(
        "An error asks again who is signed in",
        "incident_app/web/errors.py",
        "        g._login_user = login_manager.anonymous_user()",
        "        pass",
        ANSWERS,
    ),
    Fault(
        "A file to be saved may be framed",
        "incident_app/web/headers.py",
        """    "frame-ancestors 'none'; base-uri 'none'",\n}""",
        """    "base-uri 'none'",\n}""",
        ANSWERS,
    ),
    Fault(
        "Only a page that was there is not kept",
        "incident_app/web/headers.py",
        'if request.endpoint != "static" or response.status_code >= 400:',
        'if request.endpoint != "static" and response.status_code < 400:',
        ANSWERS,
    ),
)
