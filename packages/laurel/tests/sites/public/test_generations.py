"""What pages say of badges that were corrected, suspended, reinstated or revoked."""

import datetime as dt
import io
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laurel.achievements.types import Validity
from laurel.awards import selectors as awards
from laurel.awards.types import Disclosure, Visibility
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation.actors import SYSTEM
from laurel.issuing import services
from laurel.renewals import services as renewals
from laurel.renewals.types import How
from laurel.verification import services as verification
from obkit.verify import Verdict

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db

WORDS = "We are looking into it."


def words(html):
    """The page's words without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.split("<main")[1]))


def page(client, credential):
    return client.get(f"/b/{credential.award_public_id}").content.decode()


def handed_in(client, data):
    file = io.BytesIO(data)
    file.name = "badge"
    return client.post("/verify", {"badge": file}).content.decode()


def as_json(client, data):
    answer = client.post(
        "/verify", data, content_type="application/octet-stream",
        headers={"accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    return answer.json()


def correct(credential, **facts):
    award = awards.by_public_id(credential.award_public_id)
    return services.correct(award=award, actor=SYSTEM, **facts)


def suspend(credential):
    return credential_services.suspend(
        credential=credential,
        public_wording=WORDS,
        private_note="Ticket 7.",
        actor=SYSTEM,
    )


def reinstate(credential):
    award = awards.by_public_id(credential.award_public_id)
    return services.reinstate(award=award, actor=SYSTEM)


def revoke(credential, reason=RevocationReason.ADMINISTRATIVE_ERROR):
    return credential_services.revoke(
        credential=credential, reason=reason, public_wording="Wrong list.", actor=SYSTEM
    )


def files(credential):
    return {
        "json": bytes(credential.document),
        "jwt": credential.jwt.encode(),
        "png": credentials.baked_png(credential),
        "svg": credentials.baked_svg(credential),
        "ob2": bytes(credential.ob2),
    }


@pytest.mark.parametrize("form", ["json", "jwt", "png", "svg", "ob2"])
def test_an_old_file_is_replaced_and_leads_to_the_badge_that_counts(
    client, credential, form
):
    old = files(credential)[form]
    correct(credential, recipient_name="Augusta Ada King", narrative="Led three.")
    html = handed_in(client, old)
    assert 'class="verdict" data-status="superseded"' in html
    assert 'class="verdict" data-status="valid"' not in html
    text = words(html)
    assert "North College issued this badge anew on" in text
    assert "Only the newer one counts, not this file." in text
    assert f'href="/b/{credential.award_public_id}"' in html
    assert "ewer version" in text
    assert "It has been revoked" not in text
    answer = as_json(client, old)
    assert (answer["status"], answer["verdict"]) == ("replaced", "not_verified")


def test_an_old_file_from_before_there_were_addresses_for_newer_ones(
    client, credential, monkeypatch
):
    """Badges that were issued without a `refreshService`."""
    from laurel.issuing import composition

    real = composition.credentials.addresses_of
    with monkeypatch.context() as past:
        import dataclasses

        past.setattr(
            composition.credentials,
            "addresses_of",
            lambda award: dataclasses.replace(real(award), newest=""),
        )
        first = badges.issued()
    assert "refreshService" not in json.loads(bytes(first.document))
    correct(first, recipient_name="Augusta Ada King")
    assert as_json(client, bytes(first.document))["status"] == "replaced"


def test_the_page_shows_the_new_words_and_none_of_the_old(client, credential):
    correct(credential, recipient_name="Augusta Ada King")
    html = page(client, credential)
    assert 'class="verdict" data-status="valid"' in html
    assert "Augusta Ada King" in html
    assert "Ada Lovelace" not in html


def test_an_altered_copy_of_an_old_assertion_is_altered_and_not_replaced(
    client, credential
):
    """Only our own former bytes are our former word."""
    forged = bytes(credential.ob2).replace(b"led", b"won")
    assert forged != bytes(credential.ob2)
    correct(credential, narrative="Led three workshops.")
    assert as_json(client, forged)["status"] == "altered"


def test_a_suspended_badge_says_so_on_its_page_and_in_every_file(client, credential):
    suspend(credential)
    html = page(client, credential)
    assert 'class="verdict" data-status="suspended"' in html
    assert "Suspended since" in words(html)
    assert "It has been suspended" in words(html)
    assert "It has been revoked" not in words(html)
    assert f"does not stand by it for now: {WORDS}" in words(html)
    assert "Ticket 7" not in html
    assert "Take it with you" not in html
    assert 'id="review"' in html
    for name, data in files(credential).items():
        found = as_json(client, data)
        assert found["status"] == "suspended", name
        assert 'data-status="valid"' not in handed_in(client, data), name


def test_a_reinstated_badge_is_valid_at_its_page_again(client, credential):
    """The reinstating half of J26."""
    revoke(credential)
    assert "Revoked on" in words(page(client, credential))
    reinstate(credential)
    html = page(client, credential)
    assert 'class="verdict" data-status="valid"' in html
    assert "Wrong list." not in html


@pytest.mark.requirement("J25")
def test_an_administrative_error_is_named_beside_the_public_wording(client, credential):
    revoke(credential)
    text = words(page(client, credential))
    assert "Reason given by North College: Wrong list. It was an administrative" in (
        text
    )
    assert "says nothing against the person" in text
    assert "Is this a mistake?" in text
    assert "awards@north-college.example" in text


def test_a_reason_that_speaks_against_the_person_is_theirs_alone(client, credential):
    revoke(credential, RevocationReason.MISCONDUCT)
    html = page(client, credential)
    assert "Reason given by North College: Wrong list." in words(html)
    assert "misconduct" not in html.lower()


@pytest.mark.parametrize("ended", [revoke, suspend])
def test_an_old_file_of_a_badge_that_is_over_says_that_it_is_over(
    client, credential, ended
):
    """Not *replaced*: the newer one does not count either."""
    old = files(credential)
    newest = correct(credential, recipient_name="Augusta Ada King")
    ended(newest)
    expected = "revoked" if ended is revoke else "suspended"
    for name in ("json", "jwt", "png"):
        assert as_json(client, old[name])["status"] == expected, name


def test_a_stranger_gets_none_of_our_words(client, credential):
    """Somebody else's document with the id of a badge of ours that was replaced."""
    other = badges.issued()
    correct(credential, recipient_name="Augusta Ada King")
    document = json.loads(bytes(other.document))
    document["id"] = credentials.address(credential)
    answer = as_json(client, json.dumps(document).encode())
    assert answer["status"] == "altered"


@pytest.mark.django_db(transaction=True)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    wishes=st.lists(
        st.sampled_from(["correct", "suspend", "reinstate", "revoke"]),
        min_size=1,
        max_size=5,
    )
)
def test_after_any_changes_file_and_page_agree_and_old_files_never_count(
    client, wishes
):
    from django.core.cache import cache
    from laurel.foundation.errors import Refused

    cache.clear()
    first = badges.issued()
    for number, wish in enumerate(wishes):
        newest = credentials.public(first.award_public_id)
        try:
            match wish:
                case "correct":
                    correct(newest, narrative=f"Led {number} workshops.")
                case "suspend":
                    suspend(newest)
                case "reinstate":
                    reinstate(newest)
                case "revoke":
                    revoke(newest)
        except Refused:
            pass  # it does not fit the status; nothing was changed
    newest = credentials.public(first.award_public_id)
    shown = client.get(f"/b/{first.award_public_id}/verification.json").json()
    for form in ("json", "jwt", "png"):
        assert as_json(client, files(newest)[form])["status"] == shown["status"]
    assert shown["status"] == {"active": "valid"}.get(newest.status, newest.status)
    for old in credentials.generations(first.award_public_id)[1:]:
        for data in (bytes(old.document), old.jwt.encode()):
            found = verification.verify(data=data, refresh=False)
            assert found.verdict is Verdict.NOT_VERIFIED
            expected = "replaced" if newest.is_active else shown["status"]
            assert as_json(client, data)["status"] == expected


def renewed(first):
    return renewals.renew(
        award=awards.by_public_id(first.award_public_id), how=How.PERSON, actor=SYSTEM
    )


def test_the_page_of_a_renewed_badge_leads_to_the_newer_one_and_back(client):
    first = badges.issued(badges.achievement(validity=Validity(months=24)))
    after = renewed(first)
    html = page(client, first)
    assert 'data-status="renewed"' in html
    assert "Renewed" in words(html)
    assert f'href="/b/{after.public_id}">' in html
    newer = client.get(f"/b/{after.public_id}").content.decode()
    assert 'class="verdict" data-status="valid"' in newer
    assert "Renews" in words(newer)
    assert f'href="/b/{first.award_public_id}">the one of' in newer


@pytest.mark.parametrize("days", [1, 1000], ids=["before its end", "after its end"])
def test_every_file_of_a_renewed_badge_says_so(client, fixed_clock, days):
    first = badges.issued(badges.achievement(validity=Validity(months=24)))
    files = (bytes(first.document), first.jwt.encode(), credentials.baked_png(first))
    fixed_clock.move(dt.timedelta(days=days))
    after = renewed(first)
    for data in files:
        html = handed_in(client, data)
        assert 'data-status="renewed"' in html
        assert f'href="/b/{after.public_id}"' in html
    said = client.get(f"/b/{first.award_public_id}/verification.json").json()
    assert said["status"] == "renewed"


def test_a_renewed_badge_does_not_lead_to_one_that_is_kept_private(client):
    first = badges.issued(badges.achievement(validity=Validity(months=24)))
    after = renewed(first)
    services.disclose(
        award=awards.by_public_id(after.public_id),
        disclosure=Disclosure(visibility=Visibility.PRIVATE),
        actor=SYSTEM,
    )
    html = page(client, first)
    assert "Renewed" in words(html)
    assert after.public_id not in html
