"""Ways as pictures: everything is drawn once in each, inside, with a name, and nothing overlaps."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laurel.sites.ui import maps

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=60
)
STOPS = st.builds(
    maps.Stop,
    NAMES,
    st.just("/achievements/x/1"),
    st.just("/image.svg"),
    st.sampled_from(sorted(maps.SIGNS)),
    st.sampled_from(["", "Done", "Open now"]),
)
ROUTES = st.builds(
    maps.Fork,
    NAMES,
    st.just("All 2"),
    st.lists(STOPS, min_size=1, max_size=3).map(tuple),
    st.just(True),
)
FORKS = st.builds(
    maps.Fork,
    NAMES,
    st.just("Any 1 of 2"),
    st.lists(STOPS | ROUTES, max_size=3).map(tuple),
)
WAYS = st.lists(STOPS | FORKS, min_size=1, max_size=5)


def draw(places):
    """Both pictures: lying and upright."""
    made = maps.way(places, key="way", title="A way", description="In words.")
    root = ET.fromstring(f"<div>{made}</div>")
    lying, upright = root.findall("div")
    return lying.find("svg"), upright.find("svg")


def rectangle(element):
    x, y, wide, high = (
        float(element.attrib[name]) for name in ("x", "y", "width", "height")
    )
    return x, y, x + wide, y + high


def stops(places):
    found = []
    for place in places:
        found += [place] if isinstance(place, maps.Stop) else stops(place.items)
    return found


@given(WAYS)
def test_every_stop_is_a_link_with_its_whole_name_and_how_it_stands(places):
    for svg in draw(places):
        links = [" ".join(link.find("title").text.split()) for link in svg.iter("a")]
        wanted = [
            " ".join((f"{each.name}. {each.word}" if each.word else each.name).split())
            for each in stops(places)
        ]
        assert sorted(links) == sorted(wanted)


@given(WAYS)
def test_everything_lies_in_the_picture_and_no_stop_on_another(places):
    for svg in draw(places):
        _, _, wide, high = map(float, svg.attrib["viewBox"].split())
        boxes = [rectangle(link.find("rect")) for link in svg.iter("a")]
        forks = [
            rectangle(group.find("rect"))
            for group in svg.iter("g")
            if group.find("rect") is not None
        ]
        for x, y, right, bottom in boxes + forks:
            assert 0 <= x < right <= wide
            assert 0 <= y < bottom <= high
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                assert (
                    one[2] <= other[0] or other[2] <= one[0]
                    or one[3] <= other[1] or other[3] <= one[1]
                )  # fmt: skip


@given(STOPS)
def test_a_name_is_cut_only_with_a_sign(stop):
    for svg in draw([stop]):
        lines = [line.text for line in svg.iter("tspan")]
        shown = "".join("".join(filter(None, lines)).split())
        whole = "".join(stop.name.split())
        assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


@pytest.mark.parametrize("look", ["done", "open", "waiting", "optional", "ended"])
def test_how_it_stands_is_told_by_word_sign_and_outline(look):
    stop = maps.Stop("Data", "/a", "/i", look, "The word")
    for svg in draw([stop]):
        link = next(svg.iter("a"))
        assert link.attrib["data-look"] == look
        assert "The word" in [text.text for text in link.findall("text")]
        assert link.find("g") is not None


def test_what_is_written_by_people_stays_text():
    stop = maps.Stop('<script>alert("1")</script>', "/a", "/i")
    svg, _ = draw([maps.Fork("<b>", "All", (stop,))])
    assert not list(svg.iter("script"))
