"""One badge of one issuer, and requests as visitors and programs make them."""

import datetime as dt

import pytest
from django.core.cache import cache
from laurel.achievements import selectors as achievements
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.foundation.actors import SYSTEM

from packages.laurel.tests.factories import badges, pathways

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(autouse=True)
def _fresh_limits(request):
    """Every test begins with a rate limit that nobody has used."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def credential(db):
    """A badge of Ada's: with a story, evidence, a skill; it never expires."""
    from laurel.achievements.types import Edition
    from laurel.awards.types import Evidence

    return badges.issued(
        badges.achievement(
            name="Applied Data Analytics",
            language="en",
            editions=(Edition("fr", "Analyse de données", "Trouve.", "Quatre cours."),),
            earn_url="https://north-college.example/courses/data",
        ),
        narrative="Ada **led** two workshops.",
        evidence=[Evidence(name="Her report", url="https://evidence.example/report")],
    )


@pytest.fixture
def revoked(credential):
    """The same badge, taken back with a public reason."""
    credentials.revoke(
        credential=credential,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="Wrong class list: see ticket 7.",
        actor=SYSTEM,
    )
    credential.refresh_from_db()
    return credential


@pytest.fixture
def expired(db):
    """A badge whose time is over."""
    return badges.issued(
        badges.achievement(name="First Aid at Work"),
        issued_on=dt.date(2023, 3, 5),
        expires_on=dt.date(2025, 3, 5),
    )


@pytest.fixture
def addresses(credential):
    """Every public address by the name of its URL, for this badge."""
    issuer = credential.issuer
    version = credential.achievement_version
    award = credential.award_public_id
    achievement = (version.achievement.public_id, version.number)
    from laurel.issuers import selectors as issuers

    key = issuers.published_keys(issuer)[0].public_id
    assert achievements.public(*achievement) == version
    b, a, i = (
        f"/b/{award}",
        "/achievements/{}/{}".format(*achievement),
        f"/issuers/{issuer.public_id}",
    )
    return {
        "landing": "/",
        "help": "/help/open-badges",
        "verify": "/verify",
        "catalogue": "/catalog",
        "pathway": f"/p/{pathways.pathway(version.achievement).public_id}",
        "award": b,
        "duplicate": f"{b}/duplicate",
        "recipient": f"{b}/recipient",
        "receipt": f"{b}/receipt.json",
        "verification": f"{b}/verification.json",
        "json": f"{b}/credential.json",
        "jwt": f"{b}/credential.jwt",
        "card": f"{b}/card.png",
        "png": f"{b}/badge.png",
        "svg": f"{b}/badge.svg",
        "achievement": a,
        "achievement-edition": f"{a}/fr",
        "achievement-earn": f"/achievements/{achievement[0]}/earn",
        "achievement-png": f"{a}/image.png",
        "achievement-svg": f"{a}/image.svg",
        "issuer": i,
        "issuer-help": f"{i}/help",
        "did": f"{i}/did.json",
        "publisher-did": "/.well-known/did.json",
        "jwk": f"{i}/keys/{key}",
        "logo": f"{i}/logo.png",
        "brand": issuers.brand_css_path(issuer),
        "status-list": f"/status/{credential.slot.status_list.public_id}",
        "ob2-assertion": f"/ob2/assertions/{award}",
        "ob2-badge": "/ob2/badges/{}/{}".format(*achievement),
        "ob2-edition": "/ob2/badges/{}/{}/fr".format(*achievement),
        "ob2-issuer": f"/ob2/issuers/{issuer.public_id}",
    }
