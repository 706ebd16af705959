"""The words that Laurel brings, in every language, and the days and names of languages."""

import datetime as dt

import pytest
from laurel.notifications import languages, services, wordings
from laurel.notifications.types import LANGUAGES, Chosen, Kind, Letter
from laurel.notifications.words import BROUGHT, REASONS

LETTER = Letter(
    issuer_name="North College",
    contact_email="registrar@north-college.example",
    brand_colour="#1f3d7a",
    brand_ink="#ffffff",
    recipient_name="Ada Lovelace",
    badge_name="Applied Data Analytics",
    badge_sentence="Finds, cleans and explains data.",
    issued_on=dt.date(2026, 11, 21),
    expires_on=dt.date(2027, 5, 3),
    reason="duplicate",
    public_wording="Issued twice.",
    said="Thank you for writing.",
    button_url="https://badges.example/b/x",
    download_url="https://badges.example/b/x/badge.png",
    trouble_url="https://badges.example/b/x/help",
    help_url="https://badges.example/issuers/x/help",
    base_url="https://badges.example",
)
EACH = [(language, kind) for language in BROUGHT for kind in Kind]


def message(kind, language, letter=LETTER):
    wording = wordings.brought(kind, language)
    chosen = Chosen(wording=wording, language=language, is_own=False)
    return services.letter_message(
        letter=letter, chosen=chosen, to="ada@students.example"
    )


@pytest.mark.parametrize(("language", "kind"), EACH)
def test_our_own_words_keep_the_rules_that_issuers_keep(language, kind):
    ours = BROUGHT[language][kind]
    assert wordings.checked(kind, language, wordings.as_parts(ours)) == ours
    english = BROUGHT["en"][kind]
    for part in wordings.PARTS:
        said = getattr(ours, part.name)
        assert bool(said) == bool(getattr(english, part.name)), part.name
        assert language == "en" or not said or said != getattr(english, part.name)


@pytest.mark.parametrize(("language", "kind"), EACH)
def test_every_mail_is_whole_light_and_names_who_answers(language, kind):
    made = message(kind, language)
    assert len(made.html.encode()) < 20_000
    assert "!!" not in made.subject + made.text + made.html
    assert "{" not in made.subject + made.text
    assert f'lang="{language}"' in made.html
    assert made.reply_to == LETTER.contact_email
    for body in (made.text, made.html):
        assert LETTER.contact_email in body
        assert LETTER.help_url in body
        # Whoever is asked to endorse a badge has none here, perhaps.
        if wordings.brought(kind, language).find:
            assert "https://badges.example/find" in body
        assert LETTER.button_url in body


@pytest.mark.parametrize(
    ("language", "line", "for_ever"),
    [
        (
            "en",
            "Awarded on 21 November 2026; valid until 3 May 2027.",
            "does not expire",
        ),
        (
            "de",
            "Verliehen am 21. November 2026; gültig bis 3. Mai 2027.",
            "unbefristet",
        ),
        (
            "fr",
            "Décerné le 21 novembre 2026 ; valable jusqu’au 3 mai 2027.",
            "sans date",
        ),
        (
            "es",
            "Otorgada el 21 de noviembre de 2026; válida hasta el 3 de mayo de 2027.",
            "no caduca",
        ),
    ],
)
def test_it_says_the_day_and_how_long_it_counts_as_the_language_writes_them(
    language, line, for_ever
):
    made = message(Kind.AWARD, language)
    assert line in made.text
    assert line in made.html
    ageless = Letter(**{**vars(LETTER), "expires_on": None})
    assert for_ever in message(Kind.AWARD, language, ageless).text


@pytest.mark.parametrize("language", BROUGHT)
def test_whoever_loses_a_badge_reads_the_reason_in_their_language(language):
    for reason, said in REASONS[language].items():
        letter = Letter(**{**vars(LETTER), "reason": reason})
        made = message(Kind.REVOKED, language, letter)
        assert said in made.text
        assert "Issued twice." in made.text
    assert REASONS[language].keys() == REASONS["en"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_how_long_something_counts(language):
    day = dt.date(2027, 5, 3)
    said = languages.until(day, language)
    assert languages.day(day, language) in said
    assert "2027" in said
    assert "3" in said
    assert languages.until(None, language) not in ("", said)
    if language != "en":
        assert "May" not in said


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("fr-CA", "fr"),
        ("de_AT", "de"),
        (" French ", "fr"),
        ("français", "fr"),
        ("Francais", "fr"),
        ("Französisch", "fr"),
        ("francés", "fr"),
        ("Deutsch", "de"),
        ("German", "de"),
        ("alemán", "de"),
        ("English", "en"),
        ("Spanisch", "es"),
        ("español", "es"),
        ("Te reo Māori", "mi"),
        ("Norwegian", "nb"),
        ("no", "nb"),
        ("中文", "zh"),
        ("Chinese", "zh"),
        ("", None),
        ("Klingon", None),
        ("xx", None),
        ("x" * 10_000, None),
    ],
)
def test_people_call_languages_by_many_names(said, code):
    assert languages.code_of(said) == code
