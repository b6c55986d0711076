"""Faults in what a request may do by its verb, where it came from, and what goes with its answer."""

from tests.mutants.fault import FORGED, SAFE, SERVICES, Fault

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
)
