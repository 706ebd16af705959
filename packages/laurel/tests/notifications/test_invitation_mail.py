import re

import pytest
from laurel.notifications.rendering import render

FACTS = {
    "organization_name": "North College",
    "inviter": "Caroline Herschel",
    "role": "awarder",
    "article": "an",
    "expires": "5 December 2026",
    "url": "https://badges.example/invitations/2k7",
    "recipient_email": "ada@students.example",
    "base_url": "https://badges.example",
    "logo": "cid:logo",
    "button_colour": "#1f3d7a",
    "button_ink": "#ffffff",
}
HARD = {
    "as usual": {},
    "no logo": {"logo": ""},
    "long": {"organization_name": "N" * 120, "inviter": "W" * 200},
    "right to left": {"organization_name": "بيت الحكمة", "inviter": "محمد الخوارزمي"},
    "marks": {"inviter": "<b>Caroline</b> & “C”", "organization_name": "</mj-text>"},
}


@pytest.mark.parametrize("case", HARD)
def test_the_mail_is_whole_with_every_name_and_its_link_is_a_plain_one(case):
    facts = FACTS | HARD[case]
    words = render("invitation", facts)
    assert len(words.html.encode()) < 20_000
    assert "!!" not in words.html + words.text + words.subject
    assert facts["url"] in words.text
    assert f'href="{facts["url"]}"' in words.html
    assert facts["organization_name"] in words.subject
    assert facts["inviter"] in words.text
    assert "<b>Caroline" not in words.html
    assert set(re.findall(r'src="([^"]+)"', words.html)) <= {"cid:logo"}
    assert not re.search(r"url\(|@import|<link", words.html)
