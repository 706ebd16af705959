"""Everything that can be said of an achievement reaches its documents, and wrong facts do not."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from laurel.achievements import selectors, services
from laurel.achievements.errors import NotFound, Refused
from laurel.achievements.types import (
    NEVER,
    Criterion,
    Edition,
    Level,
    Related,
    Result,
    Skill,
    Validity,
)
from laurel.foundation.actors import SYSTEM
from laurel.verification import services as verification
from obkit.model import ob2, ob3
from obkit.verify import Verdict

from packages.laurel.tests.factories import badges

RICH = {
    "name": "Urban Ecology",
    "description": "Knows one square kilometre.",
    "criteria": "Over **four** seasons.",
    "criteria_lines": (
        Criterion("Records sixty species", "a biologist checks ten of them"),
        Criterion("1. Draws [the] web & says *why*"),
    ),
    "skills": (
        Skill(
            "Field recording", "https://skills.example/S1", "ESCO", "S1.8",
            "Writes down what is seen.", "CFItem",
        ),
    ),
    "validity": Validity(months=24),
    "achievement_type": "MicroCredential",
    "credits": Decimal("2.50"),
    "tags": ("ecology", "city", "ecology"),
    "language": "en",
    "results": (
        Result("Mark", "Percent", minimum="0", maximum="100", required="60"),
        Result(
            "Fieldwork", "RubricCriterionLevel",
            levels=(Level("Records", "Sixty", "1"), Level("Explains", "", "2")),
            required="Records",
        ),
        Result("Grade", "LetterGrade", values=("C", "B", "A"), required="C"),
    ),
    "related": (Related("Rural Ecology", "https://other.example/rural"),),
    "editions": (Edition("fr", "Écologie urbaine", "Connaît la ville.", "Soixante."),),
    "earn_url": "https://college.example/courses/ecology",
}  # fmt: skip


def ob3_of(version, language=""):
    document = json.loads(selectors.ob3_document(version, language))
    ob3.Achievement.from_document(
        {k: v for k, v in document.items() if k != "@context"}
    )
    return document


def ob2_of(version, language=""):
    document = json.loads(selectors.ob2_badge_class(version, language))
    ob2.BadgeClass.from_document(document)
    return document


@pytest.mark.django_db
def test_what_was_defined_is_read_back():
    given = badges.definition(**RICH)
    found = selectors.definition(badges.achievement(**RICH).current)
    assert found.tags == ("ecology", "city")
    for field in set(RICH) - {"tags"}:
        assert getattr(found, field) == getattr(given, field), field


@pytest.mark.django_db
def test_the_documents_of_both_standards_say_all_of_it():
    version = badges.achievement(**RICH).current
    new, old = ob3_of(version), ob2_of(version)
    assert new["achievementType"] == "MicroCredential"
    assert new["creditsAvailable"] == 2.5
    assert new["inLanguage"] == "en"
    assert new["tag"] == old["tags"] == ["ecology", "city"]
    (aligned,) = new["alignment"]
    assert aligned["targetFramework"] == "ESCO"
    assert aligned["targetCode"] == old["alignment"][0]["targetCode"] == "S1.8"
    assert aligned["targetType"] == "CFItem"
    narrative = (
        "- Records sixty species (assessed by: a biologist checks ten of them)\n"
        "- 1\\. Draws \\[the\\] web & says \\*why\\*\n\nOver **four** seasons."
    )
    assert new["criteria"]["narrative"] == old["criteria"]["narrative"] == narrative
    mark, rubric, grade = new["resultDescription"]
    assert (mark["valueMax"], mark["requiredValue"]) == ("100", "60")
    levels = [level["id"] for level in rubric["rubricCriterionLevel"]]
    assert rubric["requiredLevel"] == levels[0]
    assert grade["allowedValue"] == ["C", "B", "A"]
    related = {each["id"]: each.get("inLanguage") for each in new["related"]}
    assert related[f"{new['id']}/fr"] == "fr"
    assert "https://other.example/rural" in related
    assert {"id": f"{old['id']}/fr", "@language": "fr"} in old["related"]


@pytest.mark.django_db
def test_an_edition_in_another_language_is_a_document_of_its_own():
    version = badges.achievement(**RICH).current
    french, old = ob3_of(version, "fr"), ob2_of(version, "fr")
    assert french["name"] == old["name"] == "Écologie urbaine"
    assert french["inLanguage"] == "fr"
    assert french["criteria"]["narrative"] == "Soixante."
    assert ob3_of(version)["id"] in [each["id"] for each in french["related"]]
    for language in ("de", "en"):
        with pytest.raises(NotFound):
            selectors.ob3_document(version, language)


@pytest.mark.django_db
@pytest.mark.requirement("K22")
def test_a_credential_with_all_of_it_is_issued_and_verifies():
    credential = badges.issued(badges.achievement(**RICH))
    report = verification.verify(data=bytes(credential.document))
    assert report.verdict is Verdict.VERIFIED
    said = json.loads(bytes(credential.document))["credentialSubject"]["achievement"]
    assert said["alignment"][0]["targetCode"] == "S1.8"
    assert len(said["resultDescription"]) == 3
    assert report.subject.alignments == (
        ("Field recording", "https://skills.example/S1"),
    )


@pytest.mark.django_db
def test_one_criterion_and_a_name_are_enough():
    version = badges.achievement(
        description="", criteria="", criteria_lines=(Criterion("Leads a trip"),)
    ).current
    assert ob3_of(version)["description"] == "Leads a trip"
    bare = badges.achievement(name="Walker", description="").current
    assert ob3_of(bare)["description"] == "Walker"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("criteria_lines", (Criterion(" "),), "Criterion 1"),
        ("criteria_lines", (Criterion("a\nb"),), "one line"),
        ("criteria_lines", (Criterion("Walks"),) * 31, "At most 30 criteria"),
        ("criteria_lines", (Criterion("Walks", "x" * 501),), "assessment of criterion 1"),
        ("skills", (Skill("a", "https://a.example", type="Thing"),), "type of skill 1"),
        ("achievement_type", "Medal", "ext:"),
        ("achievement_type", "ext:" + "x" * 100, "ext:"),
        ("credits", Decimal(-1), "from 0"),
        ("credits", Decimal("NaN"), "from 0"),
        ("credits", Decimal("0.001"), "two decimal places"),
        ("tags", ("",), "A tag"),
        ("tags", tuple(map(str, range(31))), "At most 30 tags"),
        ("language", "English", "en, fr or pt-BR"),
        ("results", (Result("", "Percent"),), "name of result 1"),
        ("results", (Result("Mark", "Fish"),), "type of result 1"),
        ("results", (Result("G", values=("A", "B"), required="C"),), "one of A, B"),
        ("results", (Result("G"),) * 11, "At most 10 results"),
        ("results", (Result("G", levels=(Level("x"),) * 11),), "At most 10 levels"),
        ("related", (Related("x", "ftp://a.example"),), "https://"),
        ("related", (Related("x", "https://a.example"),) * 21, "At most 20"),
        ("editions", (Edition("", "x"),), "has none"),
        ("editions", (Edition("fr", "x"), Edition("fr", "y")), "there twice"),
        ("editions", (Edition("fr", ""),), "name in fr"),
        ("validity", Validity(months=1, days=1), "Choose one"),
        ("validity", Validity(months=1201), "1,200 months"),
        ("validity", Validity(days=-1), "36,500 days"),
        ("earn_url", "javascript:alert(1)", "https://"),
        ("earn_url", "https://", "https://"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_a_wrong_fact_is_named(field, value, said):
    with pytest.raises(Refused, match=said) as caught:
        badges.achievement(badges.issuer(), **{field: value})
    assert caught.value.field == field


@pytest.mark.django_db
def test_the_language_of_an_edition_is_not_the_badges_own():
    with pytest.raises(Refused, match="there twice"):
        badges.achievement(language="fr", editions=(Edition("fr", "x"),))


@pytest.mark.parametrize(
    ("validity", "issued", "until"),
    [
        (NEVER, "2026-11-21", None),
        (Validity(months=24), "2026-11-21", "2028-11-21"),
        (Validity(months=1), "2026-01-31", "2026-02-28"),
        (Validity(months=12), "2024-02-29", "2025-02-28"),
        (Validity(months=2), "2026-11-30", "2027-01-30"),
        (Validity(days=30), "2026-12-15", "2027-01-14"),
        (Validity(on=dt.date(2027, 6, 30)), "2026-11-21", "2027-06-30"),
    ],
)
def test_how_long_it_holds(validity, issued, until):
    found = validity.until(dt.date.fromisoformat(issued))
    assert (found.isoformat() if found else None) == until
    assert Validity.from_json(validity.as_json()) == validity


def test_how_long_it_holds_in_words():
    said = [
        NEVER,
        Validity(months=24),
        Validity(days=1),
        Validity(on=dt.date(2027, 6, 30)),
    ]
    assert list(map(str, said)) == [
        "for ever", "for 24 months", "for 1 day", "until 30 June 2027",
    ]  # fmt: skip


@pytest.mark.django_db
def test_where_it_is_earned_changes_without_a_new_version():
    achievement = badges.achievement()
    services.lock_for_award(achievement=achievement)
    with pytest.raises(NotFound):
        selectors.earned_at(achievement.public_id)
    url = "https://college.example/course"
    services.lead_to(achievement=achievement, earn_url=url, actor=SYSTEM)
    assert selectors.earned_at(achievement.public_id).earn_url == url
    assert achievement.versions.count() == 1
    for _ in range(2):
        services.count_visit(achievement=achievement)
    achievement.refresh_from_db()
    assert achievement.earn_clicks == 2
    with pytest.raises(Refused):
        services.lead_to(achievement=achievement, earn_url="file:///x", actor=SYSTEM)
    services.lead_to(achievement=achievement, earn_url="", actor=SYSTEM)
    with pytest.raises(NotFound):
        selectors.earned_at(achievement.public_id)
