"""Days as people write them."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laurel.foundation import tables
from laurel.foundation.tables import AmbiguousDate, NoDate, Order

DAY = dt.date(2027, 5, 23)


@pytest.mark.parametrize(
    "text",
    [
        "2027-05-23",
        "2027/5/23",
        "2027.05.23",
        "2027-05-23 10:03:00",
        "2027-05-23T10:03:00Z",
        "23 May 2027",
        "23rd of May 2027",
        "23. Mai 2027",
        "23 mai 2027",
        "23 de mayo de 2027",
        "23 mei 2027",
        "23 maggio 2027",
        "Sunday, 23 May 2027",
        "Sunday, May 23, 2027",
        "May 23rd, 2027",
        "23-May-27",
        "23.5.27",
        "23/05/2027",
        "05/23/2027",
        "5-23-27",
        "  23   MAY  2027 ",
        "\uff12\uff10\uff12\uff17-\uff10\uff15-\uff12\uff13",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert tables.date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "45971",
        "2027-02-30",
        "31/31/2027",
        "23 Mayhem 2027",
        "1/2/3",
        "²/5/27",
        "9" * 5_000,
        "0000-01-01",
        "23 May 2027 and more",
    ],
)
def test_what_is_no_day_is_said(text):
    with pytest.raises(NoDate):
        tables.date(text)


def test_what_may_be_two_days_is_asked():
    with pytest.raises(AmbiguousDate, match="5 March 2027 or 3 May 2027") as caught:
        tables.date("05/03/2027")
    assert caught.value.readings == (dt.date(2027, 3, 5), dt.date(2027, 5, 3))


def test_the_column_as_a_whole_settles_it():
    assert tables.order_of(["05/03/2027", "", "23/03/2027"]) is Order.DAY
    assert tables.order_of(["05/03/2027", "3 May 2027", "03/23/2027"]) is Order.MONTH
    assert tables.order_of(["05/03/2027", "5.3.2027"]) is None
    assert tables.order_of(["23/03/2027", "03/23/2027"]) is None
    assert tables.date("05/03/2027", Order.DAY) == dt.date(2027, 3, 5)
    assert tables.date("05/03/2027", Order.MONTH) == dt.date(2027, 5, 3)


def test_dots_have_the_day_first():
    assert tables.date("05.03.2027", Order.MONTH) == dt.date(2027, 3, 5)


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(text):
    with contextlib.suppress(NoDate):  # it said so; nothing else may happen
        assert isinstance(tables.date(text), dt.date)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_is_read_as_it_is_spelled(day):
    assert tables.date(day.isoformat()) == day
    assert tables.date(tables.dates.spelled(day)) == day
