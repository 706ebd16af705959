"""Status lists: places never reused, documents that are whole versions."""

import datetime as dt
import json
import threading

import pytest
from django.db import IntegrityError, connections, transaction
from laurel.credentials import selectors, services, status_lists
from laurel.credentials.errors import ListIsBusy, NotFound
from laurel.credentials.models import StatusList, StatusSlot
from laurel.credentials.types import RevocationReason
from laurel.foundation.actors import SYSTEM
from laurel.foundation.ids import public_id
from laurel.verification import services as verification
from obkit.status.bitstring import Bitstring
from obkit.verify import Check, Outcome

from packages.laurel.tests.factories import badges


def reserved(issuer, award=None):
    return services.reserve_status(issuer=issuer, award_public_id=award or public_id())


def the_list():
    return StatusList.objects.get()


def bits(document):
    return Bitstring.decode(json.loads(document)["credentialSubject"]["encodedList"])


def revoke(credential):
    return services.revoke(
        credential=credential,
        reason=RevocationReason.OTHER,
        public_wording="It was a mistake.",
        actor=SYSTEM,
    )


@pytest.mark.django_db
def test_a_place_is_reserved_once_for_an_award():
    issuer, award = badges.issuer(), public_id()
    first, second = reserved(issuer, award), reserved(issuer, award)
    assert first == second
    assert first.list_url == f"http://localhost:8000/status/{the_list().public_id}"
    assert reserved(issuer).index != first.index


@pytest.mark.django_db
def test_places_are_random_and_never_given_twice(monkeypatch):
    """BS-2. Also when chance gives the same number again."""
    issuer = badges.issuer()
    numbers = iter([7, 7, 7, 9])
    monkeypatch.setattr(status_lists.secrets, "randbelow", lambda _size: next(numbers))
    assert (reserved(issuer).index, reserved(issuer).index) == (7, 9)
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusSlot.objects.create(
            status_list=the_list(), index=7, award_public_id=public_id()
        )


@pytest.mark.django_db
def test_when_no_place_is_found_the_job_comes_back(monkeypatch):
    issuer = badges.issuer()
    monkeypatch.setattr(status_lists.secrets, "randbelow", lambda _size: 7)
    reserved(issuer)
    with pytest.raises(ListIsBusy):
        reserved(issuer)
    assert StatusSlot.objects.count() == 1


@pytest.mark.django_db
def test_somebody_faster_with_the_same_award_is_believed(monkeypatch):
    issuer, award = badges.issuer(), public_id()
    first = reserved(issuer, award)
    answers = iter([None])  # not there when asked first
    real = status_lists._slot_of
    monkeypatch.setattr(status_lists, "_slot_of", lambda *a: next(answers, real(*a)))
    assert reserved(issuer, award) == first


@pytest.mark.django_db
def test_reserving_takes_as_many_questions_in_a_long_list(
    django_assert_max_num_queries,
):
    """The places are counted as they are given out, never by looking through the list."""
    issuer = badges.issuer()
    for _ in range(3):
        reserved(issuer)
    assert the_list().taken == StatusSlot.objects.count() == 3
    with django_assert_max_num_queries(20) as asked:
        reserved(issuer)
    assert not [query for query in asked if "COUNT(" in query["sql"]]


@pytest.mark.django_db
def test_a_list_that_is_half_full_is_closed_and_another_opened(monkeypatch):
    issuer = badges.issuer()
    monkeypatch.setattr(status_lists, "FULL", 2)
    urls = [reserved(issuer).list_url for _ in range(5)]
    assert [urls.count(u) for u in dict.fromkeys(urls)] == [2, 2, 1]
    assert StatusList.objects.filter(open=True).count() == 1
    assert "status list" in str(StatusList.objects.first())
    assert "slot" in str(StatusSlot.objects.first())


@pytest.mark.django_db
def test_a_list_that_somebody_else_opened_meanwhile_is_used(monkeypatch):
    issuer = badges.issuer()
    reserved(issuer)
    real = StatusList.objects.create

    class Late:
        """A query set that does not see the other's list the first time."""

        def __init__(self, rows):
            self.rows = rows

        def first(self):
            return None

        def get(self):
            return self.rows.get()

    rows = StatusList.objects.filter(issuer=issuer, open=True)
    monkeypatch.setattr(
        status_lists.StatusList.objects,
        "select_for_update",
        lambda: _Filtered(Late(rows)),
    )
    assert reserved(issuer).list_url.endswith(the_list().public_id)
    assert real


class _Filtered:
    def __init__(self, rows):
        self.rows = rows

    def filter(self, **_):
        return self.rows


@pytest.mark.django_db
def test_a_new_list_is_signed_empty_and_ends_in_a_week(fixed_clock):
    slot = reserved(badges.issuer())
    document = json.loads(selectors.status_list(the_list().public_id))
    assert document["id"] == slot.list_url
    assert document["validUntil"] == "2026-11-28T14:02:05Z"
    assert document["credentialSubject"]["statusPurpose"] == "revocation"
    found = Bitstring.decode(document["credentialSubject"]["encodedList"])
    assert len(found) == 131_072
    assert not found.get(slot.index)


@pytest.mark.django_db
def test_the_same_bytes_are_served_until_something_changes(fixed_clock):
    credential = badges.issued()
    list_id = the_list().public_id
    first = selectors.status_list(list_id)
    fixed_clock.move(dt.timedelta(hours=23))
    assert selectors.status_list(list_id) == first
    revoke(credential)
    second = selectors.status_list(list_id)
    assert second != first
    assert bits(second).get(credential.slot.index)
    assert not bits(first).get(credential.slot.index)


@pytest.mark.django_db
def test_a_list_a_day_old_is_signed_anew(fixed_clock):
    reserved(badges.issuer())
    list_id = the_list().public_id
    first = json.loads(selectors.status_list(list_id))
    fixed_clock.move(dt.timedelta(days=1))
    second = json.loads(selectors.status_list(list_id))
    assert second["validUntil"] > first["validUntil"]
    assert second["credentialSubject"] == first["credentialSubject"]


@pytest.mark.django_db
def test_a_change_while_signing_is_never_lost(monkeypatch):
    """Compare and swap: the bits that were read must be those of the version that is published."""
    credential = badges.issued()
    row = the_list()
    status_lists.touch(credential.slot)
    real, calls = status_lists._signed, []

    def signed(found):
        made = real(found)
        if not calls:
            calls.append(
                revoke(credential)
            )  # between reading the bits and publishing them
        return made

    monkeypatch.setattr(status_lists, "_signed", signed)
    published = selectors.status_list(row.public_id)
    assert bits(published).get(credential.slot.index)


@pytest.mark.django_db
def test_a_list_that_never_rests_is_given_out_without_being_kept(monkeypatch):
    credential = badges.issued()
    revoke(credential)
    status_lists.touch(credential.slot)
    real = status_lists._signed

    def signed(found):
        status_lists.touch(credential.slot)
        return real(found)

    monkeypatch.setattr(status_lists, "_signed", signed)
    published = selectors.status_list(the_list().public_id)
    assert bits(published).get(credential.slot.index)
    assert the_list().published_version != the_list().version


@pytest.mark.django_db
def test_an_unknown_list_is_not_found():
    with pytest.raises(NotFound):
        selectors.status_list("absent")


@pytest.mark.django_db
def test_a_list_signed_before_a_rotation_still_verifies():
    from laurel.issuers import services as issuers

    credential = badges.issued()
    issuers.rotate_key(issuer=credential.issuer, actor=SYSTEM)
    report = verification.verify(data=bytes(credential.document))
    assert report.outcome_of(Check.STATUS) is Outcome.PASSED


@pytest.mark.django_db(transaction=True)
def test_revocations_at_the_same_time_all_arrive():
    achievement = badges.achievement()
    credentials = [badges.issued(achievement) for _ in range(6)]
    start = threading.Barrier(6)

    def work(credential):
        start.wait()
        try:
            revoke(credential)
            selectors.status_list(credential.slot.status_list.public_id)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(c,)) for c in credentials]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    published = bits(selectors.status_list(the_list().public_id))
    assert all(published.get(c.slot.index) for c in credentials)
