"""What a page's check may have at hand, and what it asks for every time."""

import datetime as dt

import pytest
from laurel.credentials import selectors as credentials
from laurel.verification import lately, services
from obkit.errors import FetchError
from obkit.resolve import Fetched
from obkit.verify.report import Check, Outcome, Verdict

from packages.laurel.tests.factories import badges

MINUTE = dt.timedelta(minutes=1)


class Counting:
    """The instance's fetcher, with what it was asked for; some addresses fail."""

    def __init__(self, inner, *gone):
        self.inner, self.gone, self.asked = inner, gone, []

    def fetch(self, url, *, accept="application/json"):
        self.asked.append(url)
        if any(part in url for part in self.gone):
            raise FetchError("gone", reason="fetch.failed", url=url)
        return self.inner.fetch(url, accept=accept)


@pytest.fixture
def fetcher(monkeypatch):
    counting = Counting(services._fetcher())
    monkeypatch.setattr(services, "_fetcher", lambda: counting)
    return counting


@pytest.fixture
def credential(db):
    return credentials.public(badges.issued().award_public_id)


@pytest.fixture
def look(credential):
    live = {credentials.status_address(credential)}
    document = bytes(credential.document)
    return lambda edition=1: services.look(data=document, live=live, edition=edition)


def test_keys_are_asked_for_once_in_an_edition_and_the_status_every_time(
    fixed_clock, credential, fetcher, look
):
    status = credentials.status_address(credential)
    assert look().verdict is Verdict.VERIFIED
    first, fetcher.asked = fetcher.asked, []
    assert len(first) == 2
    assert status in first
    assert look().verdict is Verdict.VERIFIED
    assert fetcher.asked == [status]
    fixed_clock.move(10 * MINUTE)
    look()
    assert fetcher.asked == [status] * 2
    fetcher.asked = []
    look(edition=2)
    assert sorted(fetcher.asked) == sorted(first)
    fixed_clock.move(dt.timedelta(days=1))
    fetcher.asked = []
    look(edition=2)
    assert sorted(fetcher.asked) == sorted(first), "whatever the edition"


def test_of_others_a_document_is_a_minute_old_at_most(fixed_clock):
    class Elsewhere:
        asked = 0

        def fetch(self, url, *, accept):
            self.asked += 1
            return Fetched(url, accept, b"{}")

    inner = Elsewhere()
    page = lately.Lately(inner, live=(), edition=1)
    page.fetch("https://others.example/did.json")
    page.fetch("https://others.example/did.json")
    assert inner.asked == 1
    fixed_clock.move(MINUTE)
    page.fetch("https://others.example/did.json")
    assert inner.asked == 2


def test_a_status_that_cannot_be_had_is_not_known_whatever_was_said_before(
    credential, fetcher, look
):
    look()
    fetcher.gone = ("/status/",)
    assert look().outcome_of(Check.STATUS) is Outcome.INCONCLUSIVE


def test_what_does_not_hold_with_old_keys_is_looked_at_with_new_ones(
    fixed_clock, credential, fetcher, look
):
    look()
    own = f"/issuers/{credential.issuer.public_id}/did.json"
    (key,) = [each for each in lately._ours._kept if each[1].endswith(own)]
    lately._ours.renew(key, lambda: Fetched(key[1], "application/json", b"{}"))
    assert look().verdict is Verdict.VERIFIED
    fetcher.asked = []
    assert look().verdict is Verdict.VERIFIED
    assert len(fetcher.asked) == 1, "and they are at hand from then on"


def test_what_is_large_is_not_kept():
    body = b" " * (lately.LARGEST + 1)

    class Large:
        asked = 0

        def fetch(self, url, *, accept):
            self.asked += 1
            return Fetched(url, accept, body)

    inner = Large()
    for _ in range(2):
        lately.Lately(inner, live=(), edition=1).fetch("https://a.example/large")
    assert inner.asked == 2
