"""A running instance and a real Chromium for the console."""

from itertools import count

import pytest

from packages.laurel.tests.journeys.running import Laurel

WAIT = 30_000  # milliseconds; the machine may be busy
_numbers = count(1)


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
def page(browser, instance):
    """A page of a visitor nobody knows; script and CSP errors fail the test."""
    context = browser.new_context(base_url=instance, accept_downloads=True)
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
