"""An administrator at the page that sends an officer something of a matter.

What is sent, ``matter`` and ``path``, each test file says itself.
"""

import re

import pytest

CANARY = "canaryquartz"
"""Stands in the narrative, which no officer may read."""


@pytest.fixture
def window(pages, dana, officer, path):
    client = pages.sign_in(dana)
    client.get(path)
    return client


def letter(client):
    """The letter on the page, by its words; its moment left out."""
    (html,) = re.findall(r'<dl class="facts letter card">.*?</dl>', client.response.text, re.DOTALL)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()
    return re.sub(r"Sent \w+ \d+, \d+, \d+:\d+ [AP]M", "Sent", words)
