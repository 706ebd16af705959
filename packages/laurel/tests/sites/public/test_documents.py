"""What programs fetch: types, caching, cross-origin access, names, unknown ids."""

import json

import pytest
from django.urls import get_resolver
from laurel.sites.public import urls

from packages.laurel.tests.factories import badges

from .conftest import BROWSER

PAGES = {
    "landing",
    "help",
    "verify",
    "catalogue",
    "pathway",
    "award",
    "achievement",
    "achievement-edition",
    "issuer",
    "issuer-help",
    "duplicate",
    "recipient",
}
SENT = {"verify", "duplicate", "recipient"}  # forms, which take what is typed
MOMENTARY = {"receipt"}  # made anew each time; see test_receipts
TOKENS = {"duplicate"}  # a form that only our own page may send; its cookie is for that
PLANNED = {
    "catalogue",
    "pathway",
}  # who is signed in sees their plan there; see test_ways
REDIRECTS = {"achievement-earn"}  # it leads away; see test_achievement_page
PRIVATE = {
    "landing",
    "help",
    "verify",
    "issuer-help",
    "duplicate",
    "recipient",
    "receipt",
    *PLANNED,
}  # nothing there for programs of other sites
DOWNLOADS = {
    "json": "application/ld+json",
    "jwt": "application/vc+jwt",
    "png": "image/png",
    "svg": "image/svg+xml",
}
TYPES = {
    **DOWNLOADS,
    "verification": "application/json",
    "receipt": "application/json",
    "card": "image/png",
    "achievement-png": "image/png",
    "achievement-svg": "image/svg+xml",
    "did": "application/did+json",
    "publisher-did": "application/did+json",
    "jwk": "application/jwk+json",
    "logo": "image/png",
    "brand": "text/css; charset=utf-8",
    "status-list": "application/vc",
    "ob2-assertion": "application/ld+json",
    "ob2-badge": "application/ld+json",
    "ob2-edition": "application/ld+json",
    "ob2-issuer": "application/ld+json",
}
# For one person; see test_mine, test_find, test_pending and the tests of renewals.
HOLDERS = {
    "mine",
    "mine-shown",
    "mine-move",
    "mine-later",
    "mine-file",
    "mine-employers",
    "mine-employer-end",
    "mine-link",
    "not-mine",
    "find",
    "pending",
    "reminders",
}
NAMES = [pattern.name for pattern in urls.urlpatterns if pattern.name not in HOLDERS]


@pytest.fixture
def with_logo(addresses, credential):
    """A logo for the issuer, so that every address answers."""
    from laurel.achievements import selectors as achievements
    from laurel.foundation import files

    picture = achievements.picture(credential.achievement_version)
    credential.issuer.logo = files.store(picture.png)
    credential.issuer.save()
    return addresses


def test_every_public_address_is_in_this_matrix(addresses):
    assert {pattern.name for pattern in urls.urlpatterns} == {*NAMES, *HOLDERS}
    assert set(NAMES) == set(addresses) == PAGES | REDIRECTS | set(TYPES)
    assert "public" in get_resolver().namespace_dict


def test_every_public_answer_has_the_headers_of_its_kind(client, with_logo, subtests):
    for name in sorted(set(NAMES) - REDIRECTS):
        with subtests.test(name):
            response = client.get(
                with_logo[name], headers={"Accept": BROWSER if name in PAGES else "*/*"}
            )
            assert response.status_code == 200
            assert response["Content-Type"] == TYPES.get(
                name, "text/html; charset=utf-8"
            )
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "Access-Control-Allow-Credentials" not in response
            assert "Set-Cookie" not in response
            if name not in TOKENS:
                assert not response.cookies
            if name not in TOKENS | PLANNED:
                assert "Cookie" not in response.get("Vary", "")
            policy = response["Content-Security-Policy"]
            assert "unsafe-inline" not in policy.replace(
                "style-src 'unsafe-inline'; sandbox", ""
            )
            if name in PRIVATE:
                assert "Access-Control-Allow-Origin" not in response
            else:
                assert response["Access-Control-Allow-Origin"] == "*"
            if name in SENT | MOMENTARY:
                assert response["Cache-Control"] == "no-store"
            elif name in {"award", "verification"}:
                assert response["Cache-Control"] == "public, no-cache"
            else:
                assert response["Cache-Control"].startswith("public, max-age=")
            if name in PAGES:
                assert "frame-ancestors 'none'" in policy
            if name.endswith("svg"):
                assert "sandbox" in policy
                assert "default-src 'none'" in policy
            if name in DOWNLOADS:
                assert response["Content-Disposition"].startswith("attachment; ")


def test_a_copy_that_is_still_good_is_not_sent_again(client, with_logo, subtests):
    for name in sorted(set(TYPES) - {"verification", *MOMENTARY}):
        with subtests.test(name):
            first = client.get(with_logo[name])
            again = client.get(
                with_logo[name], headers={"If-None-Match": first["ETag"]}
            )
            assert again.status_code == 304
            assert again.content == b""
            assert again["ETag"] == first["ETag"]
            assert again["Access-Control-Allow-Origin"] == "*"
            other = client.get(
                with_logo[name], headers={"If-None-Match": '"something-else"'}
            )
            assert other.status_code == 200
            assert other.content == first.content


def test_head_answers_like_get_without_a_body(client, with_logo, subtests):
    for name in sorted(set(NAMES) - REDIRECTS):
        with subtests.test(name):
            response = client.head(with_logo[name])
            assert response.status_code == 200
            assert response.content == b""


def test_nothing_can_be_sent_to_what_is_only_to_be_read(client, with_logo, subtests):
    for name in sorted(set(NAMES) - SENT):
        with subtests.test(name):
            response = client.post(with_logo[name], {"a": "b"})
            assert response.status_code == 405
            assert "GET" in response["Allow"]
            assert b"does not take that kind of request" in response.content


@pytest.mark.requirement("J15")
def test_downloads_are_named_for_the_badge_and_the_person(client, addresses):
    for name, ending in (
        ("png", "png"),
        ("svg", "svg"),
        ("json", "json"),
        ("jwt", "jwt"),
    ):
        response = client.get(addresses[name])
        assert (
            response["Content-Disposition"]
            == f'attachment; filename="applied-data-analytics-ada-lovelace.{ending}"'
        )


@pytest.mark.requirement("J15")
def test_a_name_without_latin_letters_still_gives_a_file_name(client, db):
    made = badges.issued(badges.achievement(name="数据"), recipient_name="王贞仪")
    response = client.get(f"/b/{made.award_public_id}/badge.png")
    assert response["Content-Disposition"] == 'attachment; filename="badge.png"'


@pytest.mark.requirement("K5", "J2")
@pytest.mark.parametrize(
    "media_type",
    [
        "application/ld+json",
        "application/json",
        "application/vc",
        "application/vc+ld+json",
    ],
)
def test_the_credential_lives_at_the_address_of_its_page(
    client, credential, media_type
):
    response = client.get(
        f"/b/{credential.award_public_id}", headers={"Accept": media_type}
    )
    assert response["Content-Type"] == media_type
    assert "Accept" in response["Vary"]
    assert response.content == bytes(credential.document)
    document = json.loads(response.content)
    assert document["id"].endswith(f"/b/{credential.award_public_id}")
    subject = document["credentialSubject"]
    assert subject["achievement"]["alignment"][0]["targetName"] == "Data analysis"


def test_page_and_document_do_not_share_a_cached_copy(client, credential):
    page = client.get(f"/b/{credential.award_public_id}", headers={"Accept": BROWSER})
    assert page["Content-Type"].startswith("text/html")
    assert "Accept" in page["Vary"]


@pytest.mark.requirement("I4")
def test_the_open_badges_2_documents_point_to_each_other(client, addresses):
    assertion = client.get(addresses["ob2-assertion"]).json()
    assert assertion["id"].endswith(addresses["ob2-assertion"])
    assert assertion["badge"].endswith(addresses["ob2-badge"])
    badge = client.get(addresses["ob2-badge"]).json()
    assert badge["id"] == assertion["badge"]
    assert badge["issuer"].endswith(addresses["ob2-issuer"])
    issuer = client.get(addresses["ob2-issuer"]).json()
    assert issuer["id"] == badge["issuer"]
    assert issuer["name"] == "North College"


def test_plain_json_is_given_where_only_that_is_asked(client, addresses):
    for name in ("ob2-assertion", "ob2-badge", "ob2-issuer"):
        response = client.get(addresses[name], headers={"Accept": "application/json"})
        assert response["Content-Type"] == "application/json"


@pytest.mark.requirement("J24")
def test_a_revoked_assertion_answers_gone_with_its_reason(client, revoked):
    response = client.get(f"/ob2/assertions/{revoked.award_public_id}")
    assert response.status_code == 410
    assert response["Content-Type"] == "application/ld+json"
    body = response.json()
    assert body["revoked"] is True
    assert body["revocationReason"] == "Issued in error."
    assert "ticket 7" not in response.content.decode()


def test_achievement_and_issuer_pages_are_documents_too(client, addresses):
    for name in ("achievement", "issuer"):
        response = client.get(
            addresses[name], headers={"Accept": "application/ld+json"}
        )
        assert response["Content-Type"] == "application/ld+json"
        assert "Accept" in response["Vary"]
        json.loads(response.content)
    achievement = client.get(
        addresses["achievement"], headers={"Accept": "application/json"}
    )
    assert achievement.json()["id"].endswith(addresses["achievement"])


def test_the_signing_keys_are_published_without_their_secret(client, addresses):
    did = client.get(addresses["did"]).json()
    assert did["id"].startswith("did:web:")
    for method in did["verificationMethod"]:
        assert "d" not in method.get("publicKeyJwk", {})
    assert "d" not in client.get(addresses["jwk"]).json()


def test_an_old_address_of_the_colours_gives_the_present_ones(
    client, credential, addresses
):
    old = f"/issuers/{credential.issuer.public_id}/brand.0000deadbeef.css"
    response = client.get(old)
    assert response.status_code == 302
    assert response["Location"] == addresses["brand"]
    assert (
        credential.issuer.public_id in client.get(addresses["brand"]).content.decode()
    )


UNKNOWN = [
    "/b/1111111111111111111111",
    "/b/x",
    "/b/%00",
    "/b/" + "x" * 5000,
    "/b/%E2%80%AE",
    "/b/1111111111111111111111/badge.png",
    "/b/1111111111111111111111/badge.svg",
    "/b/1111111111111111111111/credential.json",
    "/b/1111111111111111111111/credential.jwt",
    "/b/1111111111111111111111/verification.json",
    "/achievements/1111111111111111111111/1",
    "/achievements/1111111111111111111111/999999999999999999999999",
    "/achievements/1111111111111111111111/-1",
    "/achievements/1111111111111111111111/1/image.png",
    "/achievements/1111111111111111111111/1/image.svg",
    "/issuers/1111111111111111111111",
    "/issuers/1111111111111111111111/did.json",
    "/issuers/1111111111111111111111/keys/x",
    "/issuers/1111111111111111111111/logo.png",
    "/issuers/1111111111111111111111/brand.x.css",
    "/status/1111111111111111111111",
    "/status/..%2f..%2fetc%2fpasswd",
    "/ob2/assertions/1111111111111111111111",
    "/ob2/badges/1111111111111111111111/1",
    "/ob2/issuers/1111111111111111111111",
    "/nothing/here",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_says_what_to_do_next(client, path):
    response = client.get(path, headers={"Accept": BROWSER})
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()
    assert "Check a badge’s picture" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_is_a_problem_document_for_programs(client, path):
    response = client.get(path, headers={"Accept": "application/ld+json"})
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "There is nothing at this address"
    assert response["Cache-Control"] == "no-store"


def test_an_issuer_without_a_logo_has_none(client, addresses):
    assert client.get(addresses["logo"]).status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, addresses, method):
    assert getattr(client, method)(addresses["award"]).status_code == 405


def test_a_preflight_is_answered_without_credentials(client, addresses):
    response = client.options(
        addresses["award"],
        headers={
            "Origin": "https://other.example",
            "Access-Control-Request-Method": "GET",
        },
    )
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response


NAMES_A_PERSON = {
    "receipt",
    "duplicate",
    "recipient",
    "card",
    "award",
    "verification",
    "ob2-assertion",
    *DOWNLOADS,
}


def test_what_names_a_person_is_kept_out_of_search_engines(client, with_logo, subtests):
    for name, path in with_logo.items():
        with subtests.test(name):
            for accept in (BROWSER, "application/json"):
                answer = client.get(path, headers={"Accept": accept})
                told = answer.headers.get("X-Robots-Tag") == "noindex"
                assert told == (name in NAMES_A_PERSON)
