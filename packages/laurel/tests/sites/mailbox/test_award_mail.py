"""The award mail: light, private, and whole with every name."""

import re

import pytest
from laurel.notifications import selectors
from laurel.notifications.services import letter_message
from laurel.notifications.types import Chosen, Kind, Letter

FACTS = {
    "recipient_name": "Ada Lovelace",
    "issuer_name": "North College",
    "issuer_url": "https://north-college.example",
    "badge_name": "Applied Data Analytics",
    "badge_sentence": "Finds, cleans and explains data.",
    "button_url": "https://badges.example/b/x",
    "download_url": "https://badges.example/b/x/badge.png",
    "image_url": "https://badges.example/achievements/x/1/image.png",
    "contact_email": "registrar@north-college.example",
    "help_url": "https://badges.example/issuers/x/help",
    "base_url": "https://badges.example",
    "brand_colour": "#1f3d7a",
    "brand_ink": "#ffffff",
}
HARD = {
    "as usual": {},
    "bare": {"badge_sentence": "", "help_url": "", "issuer_url": ""},
    "long": {
        "recipient_name": "W" * 120,
        "badge_name": "B" * 120,
        "issuer_name": "N" * 120,
    },
    "right to left": {"recipient_name": "محمد الخوارزمي"},
    "marks": {"recipient_name": '<b>Ada</b> & "Söhne"', "issuer_name": "St. John’s"},
}


@pytest.mark.requirement("J15")
@pytest.mark.parametrize("case", HARD)
def test_the_award_mail_is_whole_with_every_name(case):
    facts = FACTS | HARD[case]
    ours = selectors.default(Kind.AWARD)
    words = letter_message(
        letter=Letter(**facts),
        chosen=Chosen(wording=ours, language="en", is_own=False),
        to="ada@students.example",
        badge_png=b"png",
        logo_png=b"png",
    )
    assert len(words.html.encode()) < 20_000
    assert "!!" not in words.html + words.text + words.subject
    for link in (facts["button_url"], facts["download_url"]):
        assert link in words.text
        assert f'href="{link}"' in words.html
    assert facts["recipient_name"] in words.text
    assert facts["recipient_name"] in words.subject
    assert "You need no account" in words.text
    assert "<b>Ada" not in words.html
    # Nothing is fetched when it is opened: no picture, font or style from elsewhere.
    assert set(re.findall(r'src="([^"]+)"', words.html)) <= {"cid:badge", "cid:logo"}
    assert not re.search(r"url\(|@import|<link", words.html)
