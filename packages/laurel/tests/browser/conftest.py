"""A real Chromium before a real server on loopback.

`site` is the server, with the instance's base URL set to it; `page` is Playwright's; `visit` opens
a page of the site at a width and in a colour scheme; `accessible` fails with what axe finds.
"""

import dataclasses
import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

# Playwright runs an event loop in this thread; Django would refuse its own database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
# As root, without a screen, and with nothing that would call home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = 1280, 390
# The rules of WCAG 2.2 AA, and axe's own good habits.
RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    # What one reads on a button is in the name that one says to it (WCAG 2.5.3).
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}


def pytest_collection_modifyitems(items):
    """Everything in this folder drives a browser."""
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def base_url():
    """None: `site` knows the address. (The plugin's own is deprecated by pytest.)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; nothing is downloaded."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*FLAGS]}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file: one in memory is one connection for all threads of the server."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        folder = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "browser.sqlite3")


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """The server, after the database: it looks then whether threads must share it."""
    return live_server


@pytest.fixture
def site(live_server, settings):
    """The address of a running instance whose badges and links name that address."""
    from django.db import connection

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.fail("Browser tests want a database of their own: make test-browser")
    settings.LAUREL = dataclasses.replace(settings.LAUREL, base_url=live_server.url)
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def visit(page, site):
    """Opens a path of the site: `visit("/verify", width=390, scheme="dark")`."""

    def opened(path, *, width=WIDE, scheme="light"):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(site + path)
        return page

    return opened


@pytest.fixture
def accessible():
    """Fails with everything that axe finds on the page, and if it scrolls sideways."""

    def checked(page):
        page.wait_for_load_state()  # a page that is still coming has nothing to look at
        found = Axe().run(page, options=RULES).response["violations"]
        report = [
            f"{one['id']}: {one['help']}\n    {node['html'][:200]}"
            for one in found
            for node in one["nodes"]
        ]
        assert not report, f"{page.url}\n" + "\n".join(report)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels too wide"

    return checked
