"""Faults in accounts: who keeps them, the links that are mailed, passwords, and what time ends."""

from tests.mutants.fault import SERVICES, Fault

ACCOUNTS = "tests/web/test_accounts.py"
LINKS = "tests/web/test_invitations.py"
MINE = "tests/web/test_own_password.py"
LIFE = "tests/services/test_account_life.py"
SESSIONS = "tests/web/test_sessions.py"
PASSWORDS = "tests/web/test_passwords.py"
CHANGES = f"{SERVICES}/account_changes.py"
INVITATIONS = f"{SERVICES}/invitations.py"
AGES = f"{SERVICES}/account_life.py"

FAULTS = (
    Fault(
        "Whoever is signed in changes any account",
        CHANGES,
        "    if viewer is not None:\n        query = query.where(reach(viewer, Action.KEEP_ACCOUNT))\n",
        "",
        ACCOUNTS,
    ),
    Fault(
        "A system administrator takes their own role away",
        CHANGES,
        '            _refuse_oneself(account, viewer, "You can\'t take your own role away.", "role")\n',
        "",
        ACCOUNTS,
    ),
    Fault(
        "The last system administrator gives the role up",
        CHANGES,
        '            _refuse_last(account, "role")\n',
        "",
        ACCOUNTS,
    ),
    Fault(
        "The last system administrator is disabled",
        CHANGES,
        '"You can\'t disable your own account.")\n        _refuse_last(account)\n',
        '"You can\'t disable your own account.")\n',
        ACCOUNTS,
    ),
    Fault(
        "An administrator's schools become an officer's",
        CHANGES,
        "        return account.schools if role is account.role else []\n",
        "        return account.schools\n",
        ACCOUNTS,
    ),
    Fault(
        "Disabling leaves the mailed link open",
        CHANGES,
        "    links = end_links(account, now=now)\n",
        "    links = 0\n",
        LINKS,
    ),
    Fault(
        "A session is ended under another account's address",
        f"{SERVICES}/sessions.py",
        "    query = query.where(LoginSession.account_id == account.id, which, lasting(now))\n",
        "    query = query.where(which, lasting(now))\n",
        ACCOUNTS,
    ),
    Fault(
        "Signing out everywhere else ends this session too",
        f"{SERVICES}/sessions.py",
        "        others = LoginSession.token_sha256 != _hashed(token)\n",
        "        others = sa.true()\n",
        SESSIONS,
    ),
    Fault(
        "Whoever is signed in invites",
        INVITATIONS,
        "            _refuse_who_keeps_none(viewer)\n",
        "            pass\n",
        LINKS,
    ),
    Fault(
        "A link works after a newer one was sent",
        INVITATIONS,
        "        end_links(account, now=now)\n",
        "",
        LINKS,
    ),
    Fault(
        "A link works for ever",
        "incident_app/models/invitation.py",
        "        return unused and until is not None and now < until\n",
        "        return unused and until is not None\n",
        LINKS,
    ),
    Fault(
        "A link works after the password was changed",
        INVITATIONS,
        "    same = link.over_sha256 == _over(link.account)\n",
        "    same = True\n",
        MINE,
    ),
    Fault(
        "A link lets a disabled account in",
        INVITATIONS,
        "    return same and link.account.active is (link.purpose is LinkFor.NEW_PASSWORD)\n",
        "    return same\n",
        MINE,
    ),
    Fault(
        "The token of a link is kept",
        INVITATIONS,
        "    link.token_sha256 = _hashed(token)\n",
        "    link.token_sha256 = token\n",
        LINKS,
    ),
    Fault(
        "A mail goes for an invitation that was taken back",
        INVITATIONS,
        "    return waits and _fits(link)\n",
        "    return True\n",
        LINKS,
    ),
    Fault(
        "A password is changed without the old one",
        f"{SERVICES}/accounts.py",
        "    found = authenticate(viewer.email, old)\n",
        "    found = viewer\n",
        MINE,
    ),
    Fault(
        "A breached password is taken",
        f"{SERVICES}/passwords.py",
        "    if is_bad_password(password):\n",
        "    if False:\n",
        PASSWORDS,
    ),
    Fault(
        "A password may hold a name",
        f"{SERVICES}/passwords.py",
        "    if any(each in letters for each in _known(name, email, district)):\n",
        "    if False:\n",
        LINKS,
    ),
    Fault(
        "An account that nobody uses stays",
        AGES,
        "    unused = [each.account for each in _idle() if each.ends_on <= today]\n",
        "    unused = [each.account for each in _idle() if each.ends_on <= today - UNUSED]\n",
        LIFE,
    ),
    Fault(
        "An officer's account outlives the last contract",
        AGES,
        "        if last is not None and (let_in is None or let_in.date() <= last):\n",
        "        if False:\n",
        LIFE,
    ),
    Fault(
        "The last system administrator is put out by time",
        AGES,
        "                if each.active and not is_last(each):\n",
        "                if each.active:\n",
        LIFE,
    ),
    Fault(
        "Wrong passwords make nobody wait",
        f"{SERVICES}/throttling.py",
        "    if len(failures) < free:\n",
        "    if True:\n",
        SESSIONS,
    ),
)
