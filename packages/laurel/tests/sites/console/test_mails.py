"""The mail about a badge in the issuer's own words: written, looked at, sent, reset."""

import pytest
from django.utils.html import escape
from laurel.foundation import mail
from laurel.notifications import selectors as notifications
from laurel.notifications.types import Kind
from laurel.sites.console.mail_kinds import NAMED

from .conftest import make_award

WORDS = {
    "subject": "{recipient_name}, voici votre badge",
    "heading": "Félicitations, {recipient_name} !",
    "text": "{issuer_name} vous décerne {badge_name}.",
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


def url(college, rest=""):
    return college.url(f"issuers/{college.issuer.public_id}/mails{rest}")


def text_of(response):
    return response.content.decode()


def speak_french(college):
    college.issuer.language = "fr"
    college.issuer.save(update_fields=["language"])


def test_words_are_written_and_the_next_mail_says_them(college, owner):
    speak_french(college)
    chosen = owner.post(url(college), {"kind": "award", "language": "fr"})
    assert chosen["Location"] == url(college, "/award/fr")
    said = text_of(owner.post(url(college, "/award/fr"), WORDS, follow=True))
    assert "Mails go out in these words from now on" in said
    sent = mail.about(f"award:{make_award(college).public_id}").get()
    assert sent.subject == "Ada Lovelace, voici votre badge"
    assert "North College vous décerne Facilitation: Completed." in sent.text
    assert "Voir le badge" in sent.html


def test_words_in_another_language_wait_until_they_are_wanted(college, owner):
    owner.post(url(college, "/award/fr"), WORDS)
    sent = mail.about(f"award:{make_award(college).public_id}").get()
    assert sent.subject.startswith("Ada Lovelace, North College has awarded you")


def test_a_mistake_is_said_beside_its_part_and_nothing_is_saved(college, owner):
    wrong = {**WORDS, "text": "Hello {nmae}"}
    said = text_of(owner.post(url(college, "/award/fr"), wrong))
    assert "There is no {nmae}; is {recipient_name} meant?" in said
    assert "Hello {nmae}" in said, "what was typed stays"
    assert "So far this mail goes out" in text_of(owner.get(url(college, "/award/fr")))


def test_the_preview_is_the_real_mail_as_typed(college, owner):
    typed = {**WORDS, "heading": "Pas encore gardé, {recipient_name}"}
    shown = owner.post(url(college, "/award/fr/preview"), typed)
    text = text_of(shown)
    assert "Pas encore gardé, Ada Lovelace" in text
    assert "North College vous décerne Facilitation: Completed." in text
    assert "data:image/png;base64," in text
    assert "cid:" not in text
    assert "registrar@north-college.example" in text
    assert "So far this mail goes out" in text_of(owner.get(url(college, "/award/fr")))

    owner.post(url(college, "/award/fr"), WORDS)
    saved = text_of(owner.get(url(college, "/award/fr/preview")))
    assert "Félicitations, Ada Lovelace !" in saved


def test_the_preview_can_do_nothing_but_show(college, owner):
    shown = owner.post(
        url(college, "/award/fr/preview"),
        {**WORDS, "text": "<script>alert(1)</script>"},
    )
    policy = shown["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in text_of(shown)
    page = owner.get(url(college, "/award/fr"))
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert " sandbox></iframe>" in text_of(page)


def test_the_preview_of_the_text_is_text(college, owner):
    shown = owner.post(url(college, "/award/fr/preview"), {**WORDS, "part": "text"})
    assert shown["Content-Type"] == "text/plain; charset=utf-8"
    text = text_of(shown)
    assert "Subject: Ada Lovelace, voici votre badge" in text
    assert "From: North College <" in text
    assert "Reply to: registrar@north-college.example" in text
    assert "Félicitations, Ada Lovelace !" in text


def test_the_preview_of_a_mistake_says_what_is_wrong(college, owner):
    for parts in ({**WORDS, "see": "{nmae}"}, {}):
        shown = owner.post(url(college, "/award/fr/preview"), parts)
        assert shown.status_code == 200
        assert "This is not a mail yet." in text_of(shown)


def test_an_issuer_without_badges_can_look_too(college, owner):
    from packages.laurel.tests.factories import badges

    bare = badges.issuer(college.organization, name="Faculty of Arts")
    where = college.url(f"issuers/{bare.public_id}/mails/award/en/preview")
    assert "Faculty of Arts has awarded you" in text_of(owner.get(where))


def test_our_words_come_back(college, owner):
    speak_french(college)
    owner.post(url(college, "/award/fr"), WORDS)
    assert "Français" in text_of(owner.get(url(college)))
    said = text_of(owner.post(url(college, "/award/fr/reset"), follow=True))
    assert "those that Laurel brings are back" in said
    sent = mail.about(f"award:{make_award(college).public_id}").get()
    assert sent.subject.startswith("Ada Lovelace, North College vous décerne")
    said = text_of(owner.post(url(college, "/award/fr/reset"), follow=True))
    assert "no words of your own" in said


@pytest.mark.parametrize("kind", Kind)
def test_every_mail_to_earners_is_listed_looked_at_and_worded(college, owner, kind):
    listed = text_of(owner.get(url(college)))
    assert NAMED[kind].title in listed
    assert f"mails/{kind.value}/en" in listed
    for language in ("en", "de", "fr", "es"):
        where = url(college, f"/{kind.value}/{language}")
        ours = notifications.default(kind, language)
        page = text_of(owner.get(where))
        assert f'value="{escape(ours.see)}"' in page
        shown = text_of(owner.get(f"{where}/preview"))
        assert ours.see in shown
        assert f'lang="{language}"' in shown
        assert "!!" not in shown
        plain = text_of(owner.get(f"{where}/preview", {"part": "text"}))
        assert ours.see in plain
    parts = {name: f"Mine: {name}" for name in notifications.parts_of(kind)}
    if kind in (Kind.REVOKED, Kind.SUSPENDED):
        parts["text"] += " {public_wording}"
    said = text_of(owner.post(url(college, f"/{kind.value}/nl"), parts, follow=True))
    assert "Mails go out in these words from now on" in said
    assert "In your words" in text_of(owner.get(url(college)))


@pytest.mark.parametrize("language", ["xx", "en-gb", "fr2"])
def test_a_language_that_we_do_not_have_is_not_there(college, owner, language):
    assert owner.get(url(college, f"/award/{language}")).status_code == 404
    assert owner.get(url(college, "/spam/fr")).status_code == 404
    assert owner.get(url(college, f"/award/{language}/preview")).status_code == 404
    assert owner.post(url(college, f"/award/{language}/reset")).status_code == 404


def test_the_history_tells_it(college, owner):
    owner.post(url(college, "/award/fr"), WORDS)
    owner.post(url(college, "/award/fr/reset"))
    said = text_of(owner.get(college.url("history")))
    assert (
        "changed what the mail “A badge is awarded” (Français) of “North College” says"
        in said
    )
    assert "its first words back" in said
