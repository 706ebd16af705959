"""Frameworks of skills: imported, brought up to date, searched, removed."""

import json
import time

import pytest
from laurel.foundation.models import EventRecord
from laurel.frameworks import rules, selectors, services
from laurel.frameworks.errors import NotAFramework, Refused
from laurel.frameworks.models import Framework, Item
from laurel.frameworks.types import Change

from packages.laurel.tests.factories import people
from packages.laurel.tests.frameworks.samples import ESCO, item, package

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """An organization and its owner."""
    return people.organization("North College")


def bring(place, data, **facts):
    organization, owner = place
    data = data if isinstance(data, bytes) else data.encode()
    return services.import_framework(
        organization=organization, data=data, actor=owner, **facts
    )


def found(place, words, limit=20):
    return [each.label for each in selectors.search(place[0].pk, words, limit)]


def test_a_case_package_is_taken_over(place):
    framework, change = bring(
        place,
        package(
            item(1),
            item(2, "Adds two numbers below ten.", abbreviatedStatement="Adds"),
        ),
    )
    assert change == Change(added=2, changed=0, removed=0)
    assert (framework.name, framework.publisher, framework.count) == (
        "Mathematics",
        "Board of Examples",
        2,
    )
    (adds,) = selectors.search(place[0].pk, "m.2")
    alignment = adds.alignment()
    assert alignment.target_name == "Adds"
    assert alignment.target_url.endswith("/CFItems/item-2")
    assert alignment.framework == "Mathematics"
    assert (alignment.code, alignment.type) == ("M.2", "CFItem")
    assert alignment.description == "Adds two numbers below ten."


def test_the_skills_of_esco_are_taken_over(place):
    framework, _ = bring(place, ESCO, file_name="skills_en.csv")
    assert (framework.name, framework.language, framework.count) == ("ESCO", "en", 2)
    assert found(place, "musical staff") == ["manage musical staff"]
    assert found(place, "coordinate duties") == ["manage musical staff"]  # another name
    assert found(place, "CAFE") == ["Café management"]
    (music,) = selectors.search(place[0].pk, "musical")
    assert music.alignment().target_url == "http://data.europa.eu/esco/skill/0001"


def test_a_table_of_ones_own_is_taken_over(place):
    text = "Code;Name;Web address;Description\nW1;Weaving;https://s.example/w;Weaves.\n"
    framework, _ = bring(place, text, file_name="crafts.csv", name="Crafts")
    assert framework.name == "Crafts"
    (weaving,) = selectors.search(place[0].pk, "w1")
    assert weaving.alignment().description == "Weaves."
    assert weaving.alignment().type == ""


def test_importing_again_brings_up_to_date(place):
    first, _ = bring(place, package(item(1), item(2), item(3)))
    second, change = bring(
        place, package(item(1), item(2, "Another statement."), item(4), version="2027")
    )
    assert second.pk == first.pk
    assert second.public_id == first.public_id
    assert change == Change(added=1, changed=1, removed=1)
    assert (second.edition, second.count, second.items.count()) == ("2027", 3, 3)
    assert bring(place, package(item(1)))[1] == Change(0, 0, 2)


def test_other_organizations_see_nothing_of_it(place):
    bring(place, package(item(1)))
    other = people.organization("South College")
    bring(other, package(item(9, "Sails a boat.")))
    assert found(other, "hundred") == []
    assert found(place, "boat") == []
    assert Framework.objects.count() == 2


def test_the_best_match_comes_first(place):
    statements = [
        ("Teaches weaving", "Teaches weaving"),
        ("Crafts", "Spinning, weaving and dyeing"),
        ("Weaving patterns", "Patterns"),
        ("Weaving", "Weaves"),
        ("Interweaving", "Mixes"),
    ]
    bring(
        place,
        package(
            *(
                item(n, full, abbreviatedStatement=label, humanCodingScheme="")
                for n, (label, full) in enumerate(statements)
            )
        ),
    )
    assert found(place, "weaving") == [
        "Weaving",
        "Weaving patterns",
        "Teaches weaving",
        "Interweaving",
        "Crafts",
    ]
    assert found(place, "weaving", limit=2) == ["Weaving", "Weaving patterns"]
    assert found(place, "weaving dyeing") == ["Crafts"]


@pytest.mark.parametrize(
    "words", ["", "   ", "%", "_", "100%", "\\", "' OR 1=1 --", "x" * 5_000, "\u0000"]
)
def test_a_search_for_anything_is_answered(place, words):
    bring(place, package(item(1)))
    assert found(place, words) == []


def test_one_framework_is_searched_alone_and_shown_whole(place):
    framework, _ = bring(place, package(*(item(n, f"Skill {n}") for n in range(5))))
    bring(place, ESCO, file_name="skills_en.csv")
    assert selectors.within(framework).count() == 5
    assert [i.code for i in selectors.within(framework)[:2]] == ["M.0", "M.1"]
    assert [i.label for i in selectors.within(framework, "skill 3")] == ["Skill 3"]


def test_only_the_one_skill_of_a_name_is_named(place):
    bring(
        place,
        package(item(1, "Adds"), item(2, "Counts"), item(3, "counts")),
    )
    named = selectors.named(
        organization_id=place[0].pk, names=["ADDS", "Counts", "Divides"]
    )
    assert list(named) == ["ADDS"]
    assert named["ADDS"].target_url.endswith("item-1")


def test_removing_forgets_its_skills(place):
    framework, _ = bring(place, package(item(1)))
    for _ in range(2):
        services.remove(framework=framework, actor=place[1])
    assert not Item.objects.exists()
    removed = EventRecord.objects.filter(name="framework.removed")
    assert removed.count() == 1


# --- what is refused -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("{", "JSON is broken"),
        ("[]", "not a CASE package"),
        ("{}", "not a CASE package"),
        ('{"CFDocument": {}, "CFItems": {}}', "not a CASE package"),
        ("[" * 100_000, "JSON is broken"),
        (package(), "has no items"),
        (package(item(1), title=""), "needs a title"),
        (package(item(1), identifier="", uri=""), "needs a title and an identifier"),
        (package(item(1), item(2, "")), r"Item 2 \(M.2\) has no fullStatement"),
        (package(item(1, uri="javascript:alert(1)")), r"Item 1 \(M.1\) needs a `uri`"),
        (package(item(1, uri="https://[")), "needs a `uri`"),
        (package(item(1), "text"), "Item 2 is not an object"),
        (package(item(1), item(1)), "Item 2: its identifier is that of another"),
        ("Name,Town\nAda,London\n", "no column for the web addresses"),
        ("URL,Town\nhttps://a.example,London\n", "no column for the names"),
        ("Name,URL\nAda,https://a.example\nMary,b\n", "Row 3, column B “URL”: a web"),
        ("Name,URL\n,https://a.example\n", "Row 2, column A “Name”: the name"),
        ("Name,URL\nA,https://a.example\nB,https://a.example\n", "another row has"),
        ("", "empty"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_is_no_framework_is_refused_and_changes_nothing(place, data, says):
    bring(place, package(item(1)))
    with pytest.raises(Refused, match=says):
        bring(place, data, file_name="list.csv")
    assert Item.objects.count() == 1
    assert EventRecord.objects.filter(name="framework.imported").count() == 1


def test_what_cannot_be_stored_is_taken_out(place):
    data = json.dumps(
        json.loads(package(item(1, "A \ud800 b \x00 c", identifier="\ud800")))
    )
    framework, _ = bring(place, data)
    assert framework.items.get().statement == "A   b   c"


def test_the_limits_are_said(place, monkeypatch):
    monkeypatch.setattr(rules, "MAX_BYTES", 100)
    with pytest.raises(NotAFramework, match="more than 0 MB"):
        bring(place, package(item(1)))
    monkeypatch.undo()
    monkeypatch.setattr(services, "MOST_FRAMEWORKS", 1)
    bring(place, package(item(1)))
    bring(place, package(item(1)))  # the same one again is none more
    with pytest.raises(Refused, match="Remove one"):
        bring(place, package(item(1), identifier="another"))


def test_too_many_items_are_refused(place):
    text = "Name,URL\n" + "".join(
        f"S{n},https://s.example/{n}\n" for n in range(rules.MAX_ITEMS + 1)
    )
    with pytest.raises(NotAFramework, match="30,001 rows; at most 30,000"):
        bring(place, text, file_name="list.csv")


@pytest.mark.slow
def test_searching_fifteen_thousand_skills_is_as_quick_as_counting_them(place):
    """A ratio, not a time: the search looks through the rows once, and no more."""
    rows = "".join(
        f"Skill {n} of weaving,https://s.example/{n},{'Does something well. ' * 5}\n"
        for n in range(15_000)
    )
    bring(place, f"Name,URL,Description\n{rows}", file_name="list.csv")

    def quickest(action):
        times = []
        for _ in range(5):
            began = time.perf_counter()
            action()
            times.append(time.perf_counter() - began)
        return min(times)

    everything = quickest(lambda: [i.label for i in Item.objects.all()])
    search = quickest(lambda: found(place, "weaving 14999"))
    assert found(place, "weaving 14999") == ["Skill 14999 of weaving"]
    print(f"search {search * 1000:.0f} ms; reading all {everything * 1000:.0f} ms")
    assert search < everything
