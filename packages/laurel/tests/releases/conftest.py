"""A college whose programme keeps its badge back, and the learners who wait for it."""

import datetime as dt

import pytest

from packages.laurel.tests.factories import releases


@pytest.fixture
def offer(db, fixed_clock):
    """The offer, on the first day of its class."""
    fixed_clock.at = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
    return releases.make_offer()
