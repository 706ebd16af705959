"""The words of a mail, as an issuer writes them."""

import dataclasses
import datetime as dt

import pytest
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.ids import public_id, uuid7
from laurel.foundation.models import EventRecord
from laurel.notifications import selectors, services
from laurel.notifications.models import MailWording
from laurel.notifications.types import Chosen, Kind, Letter

pytestmark = pytest.mark.django_db

ADA = Letter(
    issuer_name="North College",
    brand_colour="#1b4f9c",
    brand_ink="#ffffff",
    badge_name="Facilitation: Completed",
    badge_sentence="Leads a group.",
    recipient_name="Ada Lovelace",
    issued_on=dt.date(2026, 11, 21),
    expires_on=dt.date(2027, 5, 3),
    button_url="https://badges.example/b/2k7",
    download_url="https://badges.example/b/2k7/badge.png",
    image_url="https://badges.example/achievements/9/1/image.png",
    contact_email="training@north-college.example",
    help_url="https://badges.example/issuers/3/help",
    base_url="https://badges.example",
)
FRENCH = {
    "subject": "{recipient_name}, voici votre badge",
    "heading": "Félicitations, {recipient_name} !",
    "text": "{issuer_name} vous décerne {badge_name}.\n\n{badge_sentence}\n\nÀ bientôt.",
    "see": "Voir le badge",
    "download": "Télécharger",
    "note": "Aucun compte n’est nécessaire.",
    "wrong": "Une erreur ? Écrivez à {contact_email}.",
    "help": "Aide",
    "trouble": "Je n’y arrive pas",
    "find": "Mes badges",
    "guide": "Mode d’emploi",
    "why": "Envoyé à {recipient_email}.",
}
ISSUER, ORGANIZATION = public_id(), uuid7()


def write(language="fr", kind=Kind.AWARD, **parts):
    return services.write_wording(
        issuer_public_id=ISSUER,
        organization_id=ORGANIZATION,
        kind=kind,
        language=language,
        parts={**FRENCH, **parts},
        actor=SYSTEM,
    )


def chosen(*wanted, kind=Kind.AWARD):
    return selectors.chosen(issuer_public_id=ISSUER, kind=kind, wanted=wanted)


def message(wording, context=ADA, to="ada@students.example", language="fr"):
    choice = Chosen(wording=wording, language=language, is_own=True)
    return services.letter_message(letter=context, to=to, chosen=choice)


def test_a_mail_says_what_the_issuer_wrote_with_the_facts_in_it():
    made = message(write())
    assert made.subject == "Ada Lovelace, voici votre badge"
    for text in (made.text, made.html):
        assert "Félicitations, Ada Lovelace !" in text
        assert "North College vous décerne Facilitation: Completed." in text
        assert "Voir le badge" in text
        assert "See your badge" not in text
        assert ADA.help_url in text
    assert 'lang="fr"' in made.html
    assert 'href="mailto:training@north-college.example"' in made.html
    assert "Envoyé à ada@students.example." in made.text


def test_a_paragraph_that_comes_out_empty_is_left_out():
    bare = dataclasses.replace(ADA, badge_sentence="")
    made = message(write(text="One.\n\n{badge_sentence}\n\nTwo."), bare)
    assert "One.\n\nTwo." in made.text


@pytest.mark.parametrize("part", ["heading", "text", "note", "wrong", "why"])
def test_html_that_somebody_writes_is_shown_and_not_obeyed(part):
    made = message(write(**{part: '<script>alert(1)</script><img src="x"> &amp;'}))
    assert "<script>" not in made.html
    assert '<img src="x">' not in made.html
    assert "&amp;amp;" in made.html


def test_a_name_is_no_template():
    """What a fact says is put in once and never read again."""
    sly = dataclasses.replace(
        ADA, recipient_name="{issuer_name} {{ badge_url }} {% x %}"
    )
    made = message(write(), sly)
    assert made.subject == "{issuer_name} {{ badge_url }} {% x %}, voici votre badge"


def test_an_address_is_no_html_either():
    sly = dataclasses.replace(ADA, contact_email='"><script>@x.example')
    assert "<script>" not in message(write(), sly).html


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("recipient", "recipient_name"),
        ("recipient_email ", "recipient_email"),
        ("badge name", "badge_name"),
        ("issuer", "issuer_name"),
        ("expires", ""),
        ("vaild_until", "valid_until"),
        ("0", ""),
        ("", ""),
        ("a.b", ""),
    ],
)
def test_an_unknown_variable_is_named_with_the_nearest_and_those_that_there_are(
    word, meant
):
    with pytest.raises(Refused) as refused:
        write(text=f"Hello {{{word}}}")
    said = refused.value.message
    assert refused.value.field == "text"
    assert f"There is no {{{word}}}" in said
    assert (f"is {{{meant}}} meant?" in said) if meant else ("meant?" not in said)
    assert "{recipient_name}, {badge_name}, {badge_sentence}" in said


def test_what_a_mail_cannot_know_is_no_variable_of_it():
    """A question may be about no badge, and a reason is worded in some languages only."""
    for kind, language, word in (
        (Kind.RECEIVED, "fr", "badge_name"),
        (Kind.AWARD, "fr", "public_wording"),
        (Kind.REVOKED, "it", "reason"),
    ):
        parts = dict.fromkeys(FRENCH, "Bon.") | {"text": f"{{{word}}}"}
        with pytest.raises(Refused) as refused:
            write(language, kind, **parts)
        assert f"There is no {{{word}}}" in refused.value.message
    write("fr", Kind.REVOKED, text="{reason} {public_wording}")


@pytest.mark.parametrize("kind", [Kind.REVOKED, Kind.SUSPENDED])
def test_whoever_loses_a_badge_is_told_why(kind):
    with pytest.raises(Refused) as refused:
        write("fr", kind, text="C’est ainsi.")
    assert refused.value.field == "text"
    assert "put {public_wording} where" in refused.value.message


@pytest.mark.parametrize("text", ["a { b", "a } b", "{{recipient_name}}"])
def test_a_brace_that_stands_alone_is_refused(text):
    with pytest.raises(Refused) as refused:
        write(heading=text)
    assert "brace" in refused.value.message


@pytest.mark.parametrize("part", ["subject", "heading", "see", "download", "help"])
@pytest.mark.parametrize("end", ["\r\nBcc: all@x.example", "\nx", "\x00", "\u2028x"])
def test_a_line_of_a_mail_cannot_carry_another(part, end):
    with pytest.raises(Refused) as refused:
        write(**{part: f"Hello{end}"})
    assert refused.value.field == part


@pytest.mark.parametrize(
    ("part", "most"), [("subject", 200), ("see", 40), ("text", 5_000)]
)
def test_every_part_has_a_length_and_must_say_something(part, most):
    write(**{part: "x" * most})
    for wrong in ("x" * (most + 1), "", "  "):
        with pytest.raises(Refused) as refused:
            write(**{part: wrong})
        assert refused.value.field == part


def test_the_first_wanted_language_with_words_is_used_and_english_else():
    assert (chosen("fr").language, chosen("fr").is_own) == ("fr", False)
    assert chosen("", "nl", "de").language == "de", "what Laurel brings in German"
    write("fr")
    write("de", heading="Glückwunsch!")
    assert chosen("it", "de", "fr").language == "de"
    assert chosen("fr").wording.heading == FRENCH["heading"]
    fallback = chosen("it")
    assert (fallback.language, fallback.is_own) == ("en", False)
    write("en", heading="Well done!")
    assert chosen("it").wording.heading == "Well done!"
    others = selectors.chosen(
        issuer_public_id=public_id(), kind=Kind.AWARD, wanted=["fr"]
    )
    assert not others.is_own, "another issuer keeps its own words"


def test_words_are_reset_and_both_are_on_record():
    write()
    about = {
        "issuer_public_id": ISSUER,
        "organization_id": ORGANIZATION,
        "kind": Kind.AWARD,
        "language": "fr",
        "actor": SYSTEM,
    }
    services.reset_wording(**about)
    assert not chosen("fr").is_own
    with pytest.raises(NotFound):
        services.reset_wording(**about)
    names = EventRecord.objects.order_by("id").values_list("name", flat=True)
    assert list(names) == ["mail.wording_changed", "mail.wording_reset"]


def test_only_known_mails_and_languages_are_worded():
    with pytest.raises(Refused):
        write("xx")
    with pytest.raises(NotFound):
        selectors.kind("spam")


def test_words_that_were_written_before_a_part_came_stay_good():
    write()
    row = MailWording.objects.get()
    row.parts = {name: row.parts[name] for name in row.parts if name != "find"}
    row.parts["gone"] = "a part of old"
    row.save()
    found = chosen("fr")
    assert found.wording.heading == FRENCH["heading"]
    assert found.wording.find == "Retrouver tous vos badges"
