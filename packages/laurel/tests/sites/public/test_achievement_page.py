"""The public page of an achievement: all that it says, in its languages, and where it is earned."""

import pytest
from laurel.achievements import services as achievements
from laurel.achievements.types import Criterion, Level, Related, Result, Skill, Validity
from laurel.foundation.actors import SYSTEM

from packages.laurel.tests.factories import badges

RICH = {
    "criteria_lines": (
        Criterion("Records sixty species", "a biologist checks ten"),
        Criterion("Draws <the> web"),
    ),
    "skills": (Skill("Recording", "https://skills.example/S1", "ESCO", "S1.8"),),
    "validity": Validity(months=24),
    "achievement_type": "CertificateOfCompletion",
    "tags": ("ecology",),
    "results": (
        Result("Mark", "Percent", minimum="0", maximum="100", required="60"),
        Result("Depth", levels=(Level("Knows", "Names them", "1"),)),
        Result("Grade", values=("C", "B")),
    ),
    "related": (Related("Rural Ecology", "https://other.example/rural"),),
}


def page_of(client, achievement, number=1):
    return client.get(
        f"/achievements/{achievement.public_id}/{number}"
    ).content.decode()


@pytest.mark.django_db
def test_it_says_everything_that_was_defined(client):
    html = page_of(client, badges.achievement(**RICH))
    for words in (
        "Records sixty species",
        "a biologist checks ten",
        "Draws &lt;the&gt; web",
        "ESCO S1.8",
        "for 24 months",
        "Certificate of completion",
        "ecology",
        "From 0 to 100",
        "Needed for the badge: <b><bdi>60",
        "Names them",
        "One of: <bdi>C, B",
        "Rural Ecology",
    ):
        assert words in html, words


@pytest.mark.requirement("I19")
@pytest.mark.django_db
def test_the_page_leads_to_where_it_is_earned_and_counts_who_goes(client):
    url = "https://college.example/courses/ecology?from=badge"
    achievement = badges.achievement(earn_url=url)
    html = page_of(client, achievement)
    assert "Earn this badge" in html
    assert "college.example" in html
    earn = f"/achievements/{achievement.public_id}/earn"
    assert f'href="{earn}"' in html
    answer = client.get(earn)
    assert (answer.status_code, answer["Location"]) == (302, url)
    assert answer["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer
    client.head(earn)
    client.get(earn, headers={"Sec-Purpose": "prefetch;prerender"})
    client.get(earn)
    achievement.refresh_from_db()
    assert achievement.earn_clicks == 2
    assert client.post(earn).status_code == 405


@pytest.mark.django_db
def test_without_a_place_to_earn_it_no_button_leads_anywhere(client):
    nowhere = badges.achievement()
    archived = badges.achievement(earn_url="https://college.example/course")
    achievements.archive(achievement=archived, actor=SYSTEM)
    draft = badges.achievement(earn_url="https://college.example/c", publish=False)
    for achievement in (nowhere, archived):
        assert "Earn this badge" not in page_of(client, achievement)
    for achievement in (nowhere, archived, draft):
        answer = client.get(f"/achievements/{achievement.public_id}/earn")
        assert answer.status_code == 404
    assert client.get("/achievements/absent/earn").status_code == 404


def test_an_edition_has_a_page_and_a_document_of_its_own(client, addresses):
    french = client.get(addresses["achievement-edition"]).content.decode()
    assert "Analyse de données" in french
    assert "Quatre cours." in french
    assert f'href="{addresses["achievement"]}"' in french
    accept = {"Accept": "application/ld+json"}
    document = client.get(addresses["achievement-edition"], headers=accept).json()
    assert document["name"] == "Analyse de données"
    assert document["id"].endswith(addresses["achievement-edition"])
    assert client.get(f"{addresses['achievement']}/de").status_code == 404
    assert client.get(f"{addresses['ob2-badge']}/de").status_code == 404
    older = client.get(addresses["ob2-edition"]).json()
    assert older["name"] == "Analyse de données"


@pytest.mark.django_db
def test_a_corrected_word_shows_at_once(client):
    achievement = badges.achievement(name="Facilitaton")
    achievements.lock_for_award(achievement=achievement)
    assert "Facilitaton" in page_of(client, achievement)
    from laurel.achievements import selectors

    said = selectors.definition(achievement.current)
    achievements.correct_spelling(
        achievement=achievement,
        definition=type(said)(
            name="Facilitation",
            description=said.description,
            criteria=said.criteria,
            skills=said.skills,
        ),
        actor=SYSTEM,
    )
    assert "Facilitation" in page_of(client, achievement)
