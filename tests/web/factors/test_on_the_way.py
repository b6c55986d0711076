"""What was typed goes through both steps of signing in, and through a step-up."""

from tests.make import PASSWORD


def test_what_was_typed_is_offered_after_the_second_step(pages, account, phone):
    client = pages.anonymous()
    answer = client.request("POST", "/contacts/new", data={"words": "He <ran>."})
    assert answer.status_code == 401
    client.post("/contacts/new", {"words": "He <ran>."}, status=401)
    client.submit("/sign-in", email=account.email, password=PASSWORD)
    assert client.page.title.startswith("Show that it is you")
    client.submit("/prove", code=phone.code())
    assert client.page.title.startswith("Go on with what you typed")
    assert ("words", "He <ran>.") in client.page.values("/contacts/new")


def test_what_proves_who_somebody_is_is_never_written_back(pages, account, half, phone):
    """A form of it that comes too late, or with an old token, brings no secret into a page."""
    secrets = {
        "password": "typed secret 1",
        "code": "typed secret 2",
        "old_password": "typed secret 3",
    }
    for client in (pages.anonymous(), half):
        for path in ("/prove", "/account/password", "/account/factors/app"):
            answer = client.request("POST", path, data=secrets | {"words": "Typed."})
            assert "typed secret" not in answer.text, path


def test_only_a_page_of_this_site_comes_after(half, phone):
    half.submit("/prove", code=phone.code(), next="//evil.example/")
    assert half.path == "/"
