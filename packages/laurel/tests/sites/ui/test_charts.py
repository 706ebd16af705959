"""Charts: every number is drawn, nothing is drawn outside, nothing is no number."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laurel.sites.ui import charts

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
NUMBERS = st.lists(st.integers(0, 10**9), min_size=1, max_size=90)


def draw(values, **facts):
    bars = [
        charts.Bar(word=f"w{n}", name=f"Slot {n}", value=value)
        for n, value in enumerate(values)
    ]
    facts = {"key": "awards", "title": "Awards", "description": "All.", **facts}
    return ET.fromstring(charts.bars(bars, **facts))


def number(element, name):
    return float(element.attrib[name].removesuffix("%"))


@given(NUMBERS)
def test_the_bars_say_their_numbers_and_are_as_tall_as_they_say(values):
    bars = draw(values).findall("rect")
    said = [
        int(bar.findtext("title").rpartition(": ")[2].replace(",", "")) for bar in bars
    ]
    assert said == values  # so they also sum to the same
    tallest = max(values)
    heights = [number(bar, "height") for bar in bars]
    full = max(heights)
    for value, height in zip(values, heights, strict=True):
        wanted = full * value / tallest if tallest else 0
        assert height == pytest.approx(wanted, abs=0.02)


@given(NUMBERS)
def test_everything_is_inside_and_every_place_is_a_number(values):
    picture = draw(values)
    text = ET.tostring(picture, encoding="unicode")
    assert not re.search(r"nan|inf|e[+-]\d", text, re.IGNORECASE)
    end = max(number(line, "x1") for line in picture.findall("line"))
    for bar in picture.findall("rect"):
        assert number(bar, "x") >= end - 0.02  # none covers the one before
        end = number(bar, "x") + number(bar, "width")
        assert end <= 100
        assert number(bar, "y") >= charts.TOP
        assert number(bar, "y") + number(bar, "height") == pytest.approx(
            charts.BOTTOM, abs=0.02
        )


@given(st.integers(0, 10**12))
def test_the_scale_has_few_whole_lines(highest):
    step = charts.scale_step(highest)
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert highest <= step * charts.LINES
    assert step == 1 or highest > step * charts.LINES / 2.5


def test_empty_places_are_shown():
    bars = draw([0, 3, 0]).findall("rect")
    assert [number(bar, "height") for bar in bars] == [0, bars_height(3, 3), 0]
    assert [bar.findtext("title") for bar in bars] == [
        "Slot 0: 0",
        "Slot 1: 3",
        "Slot 2: 0",
    ]


def bars_height(value, top):
    return (charts.BOTTOM - charts.TOP) * value / top


@given(title=NAMES, description=NAMES)
def test_it_is_named_for_those_who_cannot_see_it(title, description):
    picture = draw([1, 2], title=title, description=description)
    assert picture.attrib["role"] == "img"
    names = picture.attrib["aria-labelledby"].split()
    words = {each.attrib.get("id"): each.text or "" for each in picture}
    assert [words[name] for name in names] == [title, description]


def test_of_many_bars_the_last_and_every_second_or_third_is_named():
    for many in (1, 12, 13, 36, 77):
        words = [
            each.text
            for each in draw([1] * many).findall("text")
            if each.attrib["class"].startswith("word")
        ]
        assert len(words) <= charts.MOST_WORDS
        assert words[-1] == f"w{many - 1}"


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.integers(0, 10**6))
def test_shares_stay_inside_their_whole_and_say_it(values, more):
    of = max(values) + more
    bars = [
        charts.Bar(word="w", name=f"Part {n}", value=v) for n, v in enumerate(values)
    ]
    drawn = ET.fromstring(
        charts.shares(bars, of=of, key="rates", title="Rates", description="All.")
    )
    rects = drawn.findall("rect")
    assert len(rects) == 2 * len(values)
    for rect in rects:
        assert 0 <= number(rect, "width") <= 100
        assert number(rect, "y") + number(rect, "height") <= 100
    said = [
        text.text for text in drawn.findall("text") if "value" in text.attrib["class"]
    ]
    assert said == [f"{charts.percent(value, of)} %" for value in values]
