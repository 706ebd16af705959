"""What every test of the platform may rely on."""

import datetime as dt

import pytest
from laurel.foundation import clock

# A Saturday in November, for tests that say so; others see the machine's clock.
NOW = dt.datetime(2026, 11, 21, 14, 2, 5, tzinfo=dt.UTC)


@pytest.fixture
def fixed_clock():
    """The whole process sees this clock; `.move(timedelta)` goes on."""
    with clock.using(clock.FixedClock(NOW)) as fixed:
        yield fixed
