import dataclasses
import re

import pytest
from laurel.foundation.errors import Refused
from laurel.foundation.models import OutgoingMail
from laurel.notifications import selectors, services
from laurel.notifications.types import Chosen, Kind, Letter

pytestmark = pytest.mark.django_db

ADA = Letter(
    issuer_name="North College",
    contact_email="badges@north-college.example",
    issuer_url="https://north-college.example",
    brand_colour="#1b4f9c",
    brand_ink="#ffffff",
    badge_name="Facilitation: Completed",
    badge_sentence="Led a group through a day of work.",
    recipient_name="Ada Lovelace",
    button_url="https://badges.example/b/2k7",
    download_url="https://badges.example/b/2k7/badge.png",
    image_url="https://badges.example/achievements/9/1/image.png",
    base_url="https://badges.example",
)


def send(letter=ADA, **more) -> OutgoingMail:
    ours = selectors.default(Kind.AWARD)
    chosen = Chosen(wording=ours, language="en", is_own=False)
    wanted = {
        "chosen": chosen,
        "to": "ada@learner.example",
        "key": "award:2k7",
        "about": "award:2k7",
    }
    return services.send_letter(letter=letter, **(wanted | more))


@pytest.mark.requirement("J15")
def test_it_has_one_button_to_see_and_one_to_download_in_both_versions():
    row = send()
    links = re.findall(r'<a\s[^>]*href="([^"]+)"', row.html)
    assert ADA.button_url in links
    assert ADA.download_url in links
    assert ADA.button_url in row.text
    assert ADA.download_url in row.text
    assert "no account" in row.text


def test_it_comes_in_the_issuers_name_and_colours():
    row = send()
    assert row.sender_name == "North College"
    assert row.reply_to == "badges@north-college.example"
    assert "North College" in row.subject
    assert "Facilitation: Completed" in row.subject
    assert ADA.brand_colour in row.html


def test_no_word_is_left_open():
    row = send()
    for text in (row.subject, row.text, row.html):
        assert "{{" not in text
        assert "!!" not in text


def test_the_picture_travels_inside_and_nothing_is_loaded_from_elsewhere():
    row = send(badge_png=b"\x89PNG", logo_png=b"\x89PNG")
    sources = re.findall(r'\ssrc="([^"]+)"', row.html)
    assert sources == ["cid:logo", "cid:badge"]
    assert [p["name"] for p in row.pictures] == ["badge", "logo"]
    outside = re.findall(r"@import|url\(|<link|fonts\.", row.html)
    assert outside == []


def test_what_people_wrote_is_text_and_not_html():
    sly = dataclasses.replace(
        ADA,
        recipient_name="Ada <script>alert(1)</script>",
        badge_name='"><img src=x>',
        issuer_name="Jack & Jill </mj-text>",
    )
    row = send(sly)
    assert "<script>" not in row.html
    assert "<img src=x>" not in row.html
    assert "Ada <script>alert(1)</script>" in row.text, "plain text stays as written"
    assert "Jack & Jill" in row.subject


def test_a_name_with_a_line_break_is_refused():
    with pytest.raises(Refused):
        send(dataclasses.replace(ADA, issuer_name="North\r\nBcc: all@x.example"))
    assert not OutgoingMail.objects.exists()


def test_one_reason_is_one_mail():
    assert send() == send()
    assert OutgoingMail.objects.count() == 1
