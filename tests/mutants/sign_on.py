"""Faults in signing on by the district's provider."""

from tests.mutants.fault import IDENTITIES, LIES, POSTGRES, SERVICES, SIGN_ON, Fault

TOKENS = "incident_app/integrations/oidc/tokens.py"
PROVIDER = "incident_app/integrations/oidc/provider.py"
WAY = "incident_app/web/sign_on/going.py"
CONNECTING = "tests/web/sign_on/test_connecting.py"

FAULTS = (
    Fault(
        "The nonce of a token is not checked",
        TOKENS,
        '    if claims.get("nonce") != nonce:\n',
        "    if False:\n",
        LIES,
    ),
    Fault(
        "The issuer of a token is not compared",
        TOKENS,
        'iss={"essential": True, "value": issuer}',
        'iss={"essential": True}',
        LIES,
    ),
    Fault(
        "A token for another program is taken",
        TOKENS,
        'aud={"essential": True, "value": client_id}',
        'aud={"essential": True}',
        LIES,
    ),
    Fault(
        "A token for this program and another is taken by anybody's way",
        TOKENS,
        "    if party != client_id and (others or party is not None):\n",
        "    if False:\n",
        LIES,
    ),
    Fault(
        "An old token is taken",
        TOKENS,
        "OLDEST = timedelta(minutes=10)",
        "OLDEST = timedelta(days=1)",
        LIES,
    ),
    Fault(
        "Another kind of token is taken",
        TOKENS,
        '.upper() != "JWT":\n',
        '.upper() == "":\n',
        LIES,
    ),
    Fault(
        "Every algorithm is taken, and none",
        TOKENS,
        "algorithms=ALGORITHMS",
        "algorithms=list(JWSRegistry.algorithms)",
        LIES,
    ),
    Fault("A short key is taken", TOKENS, "SHORTEST_RSA = 2048", "SHORTEST_RSA = 512", LIES),
    Fault(
        "A provider that says to be another issuer is believed",
        PROVIDER,
        '        if found.get("issuer") != self.issuer:\n',
        "        if False:\n",
        LIES,
    ),
    Fault(
        "An answer of another issuer is believed",
        PROVIDER,
        "        if said_issuer != self.issuer and (said_issuer is not None or known.says_issuer):\n",
        "        if False:\n",
        LIES,
    ),
    Fault(
        "A provider leads on to wherever it says",
        "incident_app/integrations/oidc/patience.py",
        "        allow_redirects=False,\n",
        "        allow_redirects=True,\n",
        LIES,
    ),
    Fault(
        "A code and its secret are taken on to wherever the provider says",
        PROVIDER,
        "                    allow_redirects=False,\n",
        "                    allow_redirects=True,\n",
        LIES,
    ),
    Fault(
        "Who has the e-mail address of an account is let in",
        f"{SERVICES}/identities.py",
        ".where(Identity.key_sha256 == key, connected(), theirs.active)",
        ".where((Identity.key_sha256 == key) | (theirs.email == subject), connected(), theirs.active)",
        LIES,
    ),
    Fault(
        "The same subject of another issuer is let in",
        f"{SERVICES}/identities.py",
        'return _hashed(f"{issuer}\\0{subject}")',
        "return _hashed(subject)",
        SIGN_ON,
    ),
    Fault(
        "A disabled account signs in by the provider",
        f"{SERVICES}/identities.py",
        "connected(), theirs.active)",
        "connected())",
        SIGN_ON,
    ),
    Fault(
        "What was disconnected signs in",
        f"{SERVICES}/identities.py",
        "Identity.key_sha256 == key, connected(), theirs.active",
        "Identity.key_sha256 == key, theirs.active",
        CONNECTING,
    ),
    Fault(
        "The state of another browser is taken",
        WAY,
        '    if not kept or not compare_digest(kept["state"].encode(), state.encode(errors="replace")):\n',
        "    if not kept:\n",
        LIES,
    ),
    Fault(
        "A way back is good for days",
        WAY,
        "GOOD_FOR = timedelta(minutes=10)",
        "GOOD_FOR = timedelta(days=10)",
        SIGN_ON,
    ),
    Fault(
        "A way back is good in another session",
        WAY,
        "None if over or of != _session() else",
        "None if over else",
        CONNECTING,
    ),
    Fault(
        "A way back is good twice",
        "incident_app/web/sign_on/views.py",
        "    if gone is None or not identities.spend(gone.state, now=now()):\n",
        "    if gone is None:\n",
        SIGN_ON,
    ),
    Fault(
        "PostgreSQL shows everybody's connections to everybody",
        "migrations/versions/0026_identity.py",
        "FOR SELECT TO {WEB} USING ({PRESENTED} OR {KEPT})",
        "FOR SELECT TO {WEB} USING (true)",
        IDENTITIES,
        on=POSTGRES,
    ),
    Fault(
        "PostgreSQL lets whoever presents a connection end it",
        "migrations/versions/0026_identity.py",
        "identity.id = identity_id AND ({KEPT}))",
        "identity.id = identity_id)",
        IDENTITIES,
        on=POSTGRES,
    ),
)
