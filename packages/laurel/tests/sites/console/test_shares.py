"""The issuer sees where its badges were taken: numbers, and nobody's name."""

import pytest
from laurel.credentials import selectors as credentials
from laurel.sharing import services as sharing
from laurel.sharing.types import Target

from .conftest import browser_of, make_award, make_college

pytestmark = pytest.mark.django_db


def test_shares_are_shown_with_the_award_and_the_badge():
    college = make_college()
    college.award = make_award(college)
    credential = credentials.public(college.award.public_id)
    browser = browser_of(college.owner)
    pages = (college.award_url(), college.badge_url())
    for path in pages:
        assert "Nobody has used the links" in browser.get(path).content.decode()
    for _ in range(3):
        sharing.count(credential=credential, target=Target.LINKEDIN_PROFILE)
    for path in pages:
        shown = browser.get(path).content.decode()
        assert "<dt>to a LinkedIn profile</dt><dd>3</dd>" in shown
