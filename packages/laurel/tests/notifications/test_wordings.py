"""The words of a mail, as an issuer writes them."""

import dataclasses

import pytest
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.ids import public_id, uuid7
from laurel.foundation.models import EventRecord
from laurel.notifications import selectors, services
from laurel.notifications.types import AwardMail, Chosen

pytestmark = pytest.mark.django_db

ADA = AwardMail(
    issuer_name="North College",
    issuer_email="badges@north-college.example",
    brand_colour="#1b4f9c",
    brand_ink="#ffffff",
    achievement_name="Facilitation: Completed",
    achievement_sentence="Leads a group.",
    recipient_name="Ada Lovelace",
    award_url="https://badges.example/b/2k7",
    download_url="https://badges.example/b/2k7/badge.png",
    image_url="https://badges.example/achievements/9/1/image.png",
    support_email="training@north-college.example",
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
    "why": "Envoyé à {recipient_email}.",
}
ISSUER, ORGANIZATION = public_id(), uuid7()


def write(language="fr", **parts):
    return services.write_wording(
        issuer_public_id=ISSUER,
        organization_id=ORGANIZATION,
        kind=selectors.AWARD,
        language=language,
        parts={**FRENCH, **parts},
        actor=SYSTEM,
    )


def chosen(*wanted):
    return selectors.chosen(
        issuer_public_id=ISSUER, kind=selectors.AWARD, wanted=wanted
    )


def message(wording=None, context=ADA, to="ada@students.example"):
    choice = wording and Chosen(wording=wording, language="fr", is_own=True)
    return services.award_message(context=context, to=to, chosen=choice)


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
    bare = dataclasses.replace(ADA, achievement_sentence="")
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
    sly = dataclasses.replace(ADA, support_email='"><script>@x.example')
    assert "<script>" not in message(write(), sly).html


@pytest.mark.parametrize("word", ["recipient", "recipient_email ", "0", "", "a.b"])
def test_an_unknown_variable_is_named_with_those_that_there_are(word):
    with pytest.raises(Refused) as refused:
        write(text=f"Hello {{{word}}}")
    assert refused.value.field == "text"
    assert f"There is no {{{word}}}." in refused.value.message
    assert "{recipient_name}, {recipient_email}, {badge_name}" in refused.value.message


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
    assert not chosen("fr").is_own
    write("fr")
    write("de", heading="Glückwunsch!")
    assert chosen("it", "de", "fr").language == "de"
    assert chosen("fr").wording.heading == FRENCH["heading"]
    fallback = chosen("it")
    assert (fallback.language, fallback.is_own) == ("en", False)
    write("en", heading="Well done!")
    assert chosen("it").wording.heading == "Well done!"
    others = selectors.chosen(
        issuer_public_id=public_id(), kind=selectors.AWARD, wanted=["fr"]
    )
    assert not others.is_own, "another issuer keeps its own words"


def test_words_are_reset_and_both_are_on_record():
    write()
    about = {
        "issuer_public_id": ISSUER,
        "organization_id": ORGANIZATION,
        "kind": selectors.AWARD,
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
        services.write_wording(
            issuer_public_id=ISSUER,
            organization_id=ORGANIZATION,
            kind="spam",
            language="fr",
            parts=FRENCH,
            actor=SYSTEM,
        )
