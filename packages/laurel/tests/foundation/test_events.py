import datetime as dt
import uuid

import pytest
from django.db import transaction
from laurel.foundation import events, history, jobs
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.models import EventRecord

from packages.laurel.tests.foundation import sample

pytestmark = pytest.mark.django_db

KETTLE = uuid.UUID(int=7)


def boil(actor: Actor = SYSTEM) -> None:
    events.publish(sample.KettleBoiled(actor=actor, kettle_id=KETTLE, litres=2))


def test_an_event_says_what_happened_when_and_who_did_it(fixed_clock):
    ada = Actor.person(uuid.UUID(int=1), "Ada Lovelace")
    boil(ada)
    row = EventRecord.objects.get()
    assert (row.name, row.at) == ("kettle.boiled", fixed_clock.now())
    assert row.payload == {"kettle_id": str(KETTLE), "litres": 2}
    assert (row.actor_kind, row.actor_id) == ("person", ada.account_id)
    assert row.actor_label == "Ada Lovelace"


def test_each_reaction_sees_the_event_once(fixed_clock):
    boil()
    assert sample.seen == [], "never before the commit"
    assert jobs.drain() == 2
    assert [e.payload["litres"] for e in sample.seen] == [2, 2]
    assert sample.seen[0].at == fixed_clock.now()
    assert jobs.drain() == 0


def test_an_event_of_a_change_that_was_rolled_back_did_not_happen():
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the change and its end
        boil()
        raise RuntimeError
    assert not EventRecord.objects.exists()
    assert jobs.drain() == 0


def test_one_reaction_that_fails_does_not_keep_the_others_from_theirs():
    sample.orders["tea"] = RuntimeError("no leaves")
    boil()
    jobs.drain(allow_failures=True)
    assert len(sample.seen) == 1


def test_a_reaction_taken_off_the_list_is_not_run(settings):
    boil()
    sample.REACTIONS, kept = {}, sample.REACTIONS
    try:
        jobs.drain()
    finally:
        sample.REACTIONS = kept
    assert sample.seen == []


def test_an_event_cannot_carry_a_whole_object():
    with pytest.raises(TypeError, match="cannot carry a"):
        events.publish(sample.KettleBoiled(actor=SYSTEM, kettle_id=KETTLE, litres={}))


class TestTheHistory:
    @pytest.fixture
    def five(self):
        for _ in range(5):
            boil()
        assert history.number() == 5

    def test_it_is_numbered_without_gaps_in_order(self, five):
        rows = EventRecord.objects.order_by("id")
        assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
        boil()
        assert history.number() == 1
        assert EventRecord.objects.order_by("id").last().sequence == 6
        assert history.number() == 0
        assert history.faults() == []

    def test_a_row_taken_out_is_missed(self, five):
        EventRecord.objects.filter(sequence=3).delete()
        assert "events 3 to 3 are missing" in history.faults()

    def test_a_row_taken_out_and_the_rest_renumbered_is_found_out(self, five):
        EventRecord.objects.filter(sequence=3).delete()
        for row in EventRecord.objects.filter(sequence__gt=3).order_by("sequence"):
            row.sequence -= 1
            row.save()
        assert history.faults()[0] == "event 3 was changed"

    @pytest.mark.parametrize(
        "change",
        [
            {"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
            {"payload": {"kettle_id": str(KETTLE), "litres": 3}},
            {"name": "kettle.dropped"},
            {"actor_kind": "person"},
            {"organization_id": uuid.UUID(int=9)},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_changed_row_is_found_out(self, five, change):
        EventRecord.objects.filter(sequence=4).update(**change)
        assert history.faults() == ["event 4 was changed"]

    def test_a_name_can_be_erased_without_breaking_it(self, five):
        EventRecord.objects.update(actor_label="")
        assert history.faults() == []
