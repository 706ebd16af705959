"""Whatever the file says has a labelled place on the page; others' words only when verified."""

import html
import json
import re
from dataclasses import replace

import pytest
from laurel.achievements.types import Level, Result, Skill
from laurel.awards.types import Evidence
from laurel.foundation import clock
from laurel.sites.public import contents
from laurel.sites.ui.text import clean
from laurel.verification import services as verification
from obkit.resolve import MemoryFetcher

from packages.laurel.tests.factories import badges
from packages.laurel.tests.sites.public.test_verify_many import post
from packages.laurel.tests.sites.public.test_verify_page import words
from packages.obkit.tests.badges import NOW, World
from packages.obkit.tests.unit.test_verify_nested import badge, endorsement, signed

pytestmark = pytest.mark.django_db


def leaves(value):
    """Every value in the document but those for programs alone."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in contents.FOR_PROGRAMS:
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield {True: "Yes", False: "No"}[value] if isinstance(value, bool) else value


def labelled(page):
    """What stands beside a label on the page, the raw document left out."""
    page = re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    pairs = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return {
        html.unescape(re.sub(r"<[^>]+>", "", value)): label for label, value in pairs
    }


@pytest.mark.requirement("K23")
def test_every_value_in_the_file_has_a_labelled_place(client):
    made = badges.issued(
        badges.achievement(
            name="Facilitation & more",
            language="en",
            tags=("groups", "conflict"),
            skills=(
                Skill(
                    "Listening", "https://skills.example/1", "To hear.", "ESCO", "S1"
                ),
                Skill("Asking", "https://skills.example/2"),
            ),
            results=(
                Result(
                    name="Grade",
                    type="RubricCriterionLevel",
                    levels=(Level("Good", "It was good.", "5"),),
                ),
            ),
        ),
        narrative="She **led** two workshops\n\nand wrote a report.",
        evidence=[
            Evidence(
                name="Report", url="https://e.example/r", narrative="All <of> it."
            ),
            Evidence(name="Film", url="https://e.example/f"),
        ],
    )
    page = client.get(f"/b/{made.award_public_id}").content.decode()
    shown = labelled(page)
    document = json.loads(bytes(made.document))
    missing = [leaf for leaf in leaves(document) if clean(leaf) not in shown]
    assert missing == []
    assert len(set(leaves(document))) > 35
    assert all(label.strip() for label in shown.values())


def test_labels_are_words_and_say_which(client):
    said = contents.of(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "name": "Facilitation",
            "credentialSubject": {
                "achievement": {
                    "alignment": [{"targetName": "A"}, {"targetName": "B"}],
                    "fieldOfStudy": "Groups",
                }
            },
        }
    )
    assert [(group.title, group.lines) for group in said] == [
        ("This badge", (("Name", "Facilitation"),)),
        (
            "What was earned",
            (
                ("Skill 1: name", "A"),
                ("Skill 2: name", "B"),
                ("Field of study", "Groups"),
            ),
        ),
    ]


def test_a_forged_file_says_nothing_here(client, monkeypatch):
    made = badges.issued()
    altered = bytes(made.document).replace(b"Ada Lovelace", b"Eve Lovelace")
    monkeypatch.setattr(
        "laurel.sites.public.views.awards.credentials.public_beside",
        lambda *_: (_with(made, altered), None),
    )
    page = client.get(f"/b/{made.award_public_id}").content.decode()
    assert "Everything the file says" not in page


def _with(credential, document):
    credential.document = document
    return credential


def test_an_enormous_document_has_an_end():
    said = contents.of({"tag": [f"t{n}" for n in range(5_000)]})
    assert sum(len(group.lines) for group in said) == contents.MOST_LINES + 1


# --- endorsements --------------------------------------------------------------------


@pytest.fixture
def world(monkeypatch):
    """An issuer and a board elsewhere, whose documents can be had."""
    north, state = World(), World("state")
    documents = {**north.documents, **state.documents}
    monkeypatch.setattr(verification, "_fetcher", lambda: MemoryFetcher(documents))
    with clock.using(clock.FixedClock(NOW)):
        yield north, state


def test_a_verified_endorsement_is_shown_with_name_and_role(client, world):
    north, state = world
    board = replace(
        state.award().issuer,
        name="Board of Education",
        description="Accredits colleges",
    )
    by_board = signed(state, endorsement(state, endorser=board))
    response = post(client, [("a.json", badge(north, by_board))])
    text = words(response.content.decode())
    assert "Who stands by it" in text
    assert "Board of Education" in text
    assert "Accredits colleges" in text
    assert "Rigorous and fair." in text


def test_an_endorsement_of_something_else_is_not_shown(client, world):
    north, state = world
    other = signed(state, endorsement(state, about="https://other.example/1"))
    text = words(post(client, [("a.json", badge(north, other))]).content.decode())
    assert "Rigorous and fair." not in text
    assert "1 further endorsement in the file could not be confirmed" in text
    assert "Valid Checked" in text
