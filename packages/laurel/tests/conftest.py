"""What every test of the platform may rely on."""

import dataclasses
import datetime as dt
import os
import shutil

import pytest
from laurel.foundation import clock

# Playwright's plain interface runs an event loop of its own in the test's thread;
# Django would take every query of such a test for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"

# A Saturday in November, for tests that say so; others see the machine's clock.
NOW = dt.datetime(2026, 11, 21, 14, 2, 5, tzinfo=dt.UTC)


@pytest.fixture
def fixed_clock():
    """The whole process sees this clock; `.move(timedelta)` goes on."""
    with clock.using(clock.FixedClock(NOW)) as fixed:
        yield fixed


@pytest.fixture
def site(live_server, settings):
    """The address of a running instance that knows it by this address."""
    settings.LAUREL = dataclasses.replace(settings.LAUREL, base_url=live_server.url)
    return live_server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which speaks to nobody but the test."""
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",  # root in a container has no user namespaces to lose
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
        ],
    }
