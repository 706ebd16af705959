"""Lengths of time as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laurel.foundation import tables
from laurel.foundation.tables import Period


@pytest.mark.parametrize(
    "text",
    [
        *("24 months", "24", "2 years", "for 2 years", "2 Jahre", "2 ans", "2 AÑOS"),
        *("24 meses", "2 jaar", "24 maanden", "2 anni", "24mo", " 24   Monate "),
    ],
)
def test_a_period_is_read_however_it_is_written(text):
    assert tables.period(text) == Period(months=24)


def test_weeks_and_days_are_days():
    assert tables.period("2 Wochen") == tables.period("14 jours") == Period(days=14)


@pytest.mark.parametrize("text", ["", "never", "Unbefristet", "illimité", "nunca", "-"])
def test_without_an_end(text):
    assert tables.period(text) == Period()


@pytest.mark.parametrize(
    "text",
    ["0", "0 months", "a while", "2 moons", "1.5 years", "-3", "9" * 50, "2027-01-01"],
)
def test_what_is_no_period(text):
    assert tables.period(text) is None


@given(st.text(max_size=60))
def test_any_text_is_a_period_or_none(text):
    assert isinstance(tables.period(text), Period | None)
