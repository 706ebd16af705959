"""The award mail: light, private, and whole with every name."""

import re

import pytest
from laurel.notifications.rendering import render

FACTS = {
    "recipient_name": "Ada Lovelace",
    "recipient_email": "ada@students.example",
    "issuer_name": "North College",
    "issuer_url": "https://north-college.example",
    "badge_name": "Applied Data Analytics",
    "badge_url": "https://badges.example/b/x",
    "download_url": "https://badges.example/b/x/badge.png",
    "sentence": "Finds, cleans and explains data.",
    "help_email": "registrar@north-college.example",
    "base_url": "https://badges.example",
    "plate_colour": "#eff5fe",
    "button_colour": "#1f3d7a",
    "button_ink": "#ffffff",
    "button_edge": "#1f3d7a",
    "logo": "cid:logo",
    "picture": "cid:badge",
}
HARD = {
    "as usual": {},
    "no logo": {"logo": ""},
    "bare": {"logo": "", "sentence": "", "help_email": "", "issuer_url": ""},
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
    words = render("award", facts)
    assert len(words.html.encode()) < 20_000
    assert "!!" not in words.html + words.text + words.subject
    for link in (facts["badge_url"], facts["download_url"]):
        assert link in words.text
        assert f'href="{link}"' in words.html
    assert facts["recipient_name"] in words.text
    assert facts["recipient_name"] in words.subject
    assert "You need no account" in words.text
    assert "<b>Ada" not in words.html
    # Nothing is fetched when it is opened: no picture, font or style from elsewhere.
    assert set(re.findall(r'src="([^"]+)"', words.html)) <= {"cid:badge", "cid:logo"}
    assert not re.search(r"url\(|@import|<link", words.html)
