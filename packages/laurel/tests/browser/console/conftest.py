"""A running instance and a real Chromium for the console."""

from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from packages.laurel.tests.journeys.running import Laurel

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
WAIT = 30_000  # milliseconds; the machine may be busy
_numbers = count(1)


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all tests of this folder."""
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no Chromium here; make setup says how to get one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def instance(tmp_path_factory):
    """A real `laurel up --no-demo`, worker and all."""
    laurel = Laurel(tmp_path_factory.mktemp("laurel"))
    try:
        laurel.start()
        yield laurel.url
    finally:
        laurel.close()


@pytest.fixture
def staff():
    """The address of somebody new."""
    return f"caroline-{next(_numbers)}@north-college.example"


@pytest.fixture
def page(chromium, instance):
    """A page of a visitor nobody knows; script and CSP errors fail the test."""
    context = chromium.new_context(base_url=instance, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text) if message.type == "error" else None
        ),
    )
    yield page
    context.close()
    assert not problems, problems
