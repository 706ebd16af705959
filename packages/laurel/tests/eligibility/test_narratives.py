"""What a badge that comes by itself says that its holder did, in the issuer's language."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from laurel.eligibility import narrating
from laurel.eligibility.types import Catalogue
from laurel.requirements import services as requirements
from laurel.requirements.types import AllOf, Fact, Kind, Need, activity_in

AT = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
COURSE, PROGRAM, BADGE = "c" * 22, "p" * 22, "b" * 22
NAMES = Catalogue(
    courses={COURSE: "Statistics"},
    programs={PROGRAM: "Data"},
    achievements={BADGE: "Completed"},
)
NEEDS = (
    Need(Kind.COURSE, COURSE),
    Need(Kind.COURSE, PROGRAM),
    Need(Kind.ATTENDANCE, COURSE),
    Need(Kind.PARTICIPATION, COURSE),
    Need(Kind.PARTICIPATION, COURSE, Decimal(100)),
    Need(Kind.ACTIVITY, activity_in(COURSE, "Essay")),
    Need(Kind.EVIDENCE, BADGE),
    Need(Kind.HELD, BADGE),
    Need(Kind.HELD, "g" * 22),
)


def met(*needs, **facts):
    """A decision in which all of these are met."""
    known = [
        Fact(
            need.kind,
            need.subject,
            Decimal(100),
            AT,
            **{"source": "The register", **facts},
        )
        for need in needs
    ]
    return requirements.evaluate(AllOf(needs), known, AT)


@pytest.mark.parametrize(
    ("language", "intro", "said"),
    [
        ("en", "What was met:", "Took part fully in “Statistics”"),
        (
            "de",
            "Was erfüllt wurde:",
            "An „Statistics“ von Anfang bis Ende aktiv teilgenommen",
        ),
        (
            "fr",
            "Ce qui a été accompli :",
            "A participé pleinement à « Statistics »",
        ),
        ("es", "Lo que se ha cumplido:", "Participó plenamente en «Statistics»"),
        ("mi", "What was met:", "Took part fully in “Statistics”"),
    ],
)
def test_it_is_said_in_the_language_of_the_issuer(language, intro, said):
    sentences = narrating.met(met(*NEEDS), NAMES, language)
    assert said in sentences
    assert narrating.narrative(sentences, language).startswith(f"{intro}\n\n- ")


@pytest.mark.parametrize("language", sorted(narrating.LANGUAGES))
def test_every_sentence_is_there_in_every_language_and_names_what_it_is_about(language):
    sentences = narrating.met(met(*NEEDS), NAMES, language)
    assert len(set(sentences)) == len(NEEDS)
    assert not any("{" in sentence for sentence in sentences)
    for sentence, name in zip(
        sentences,
        ("Statistics", "Data", "Statistics", "Statistics", "Statistics", "Essay"),
        strict=False,
    ):
        assert name in sentence
    same = narrating.met(met(NEEDS[0], is_equivalent=True), NAMES, language)
    assert "Statistics" in same[0]
    assert same[0] not in sentences


@pytest.mark.parametrize("language", sorted(set(narrating.LANGUAGES) - {"en"}))
def test_no_language_borrows_the_words_of_another(language):
    english = dataclasses.asdict(narrating.LANGUAGES["en"])
    theirs = dataclasses.asdict(narrating.LANGUAGES[language])
    assert theirs["met"].keys() == english["met"].keys()
    for name in ("intro", "more", "fully", "equivalent", "every_course", "no_badge"):
        assert theirs[name] != english[name]


def test_neither_grades_nor_notes_are_told_and_names_are_no_markup():
    names = dataclasses.replace(NAMES, courses={COURSE: "*Statistics*"})
    decision = met(NEEDS[0], note="After a complaint")
    said = narrating.narrative(narrating.met(decision, names, "de"), "de")
    assert said == "Was erfüllt wurde:\n\n- „\\*Statistics\\*“ bestanden"


@pytest.mark.parametrize("language", sorted(narrating.LANGUAGES))
def test_what_does_not_fit_is_counted(language):
    said = narrating.narrative(["x" * 400] * 30, language)
    assert len(said) < 5_000
    assert "19" in said.splitlines()[-1]
