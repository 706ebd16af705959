"""The edition of public pages: another one after whatever they tell of, at its commit."""

import importlib
import uuid

import pytest
from django.db import transaction
from laurel.config.reactions import ON_PAGES
from laurel.foundation import editions, events
from laurel.foundation.actors import SYSTEM
from laurel.foundation.events import Event
from laurel.foundation.models import Edition, EventRecord

from packages.laurel.tests.foundation import sample

SHOWN = ("achievements", "endorsements", "families", "issuers", "pathways", "programs")
NOT_SHOWN = ("plan.",)  # what somebody plans is their own affair


def now():
    """As a query gets it that asks for something else."""
    rows = EventRecord.objects.annotate(edition=editions.now())
    return rows.values_list("edition", flat=True)[0]


KETTLES, NOTHING = ("kettle.",), ("teapot.",)


@pytest.fixture
def boil(settings):
    """Publish an event, while pages tell of what begins so."""

    def publish(told):
        settings.LAUREL_ON_PAGES = f"{__name__}.{told}"
        kettle = uuid.UUID(int=7)
        events.publish(sample.KettleBoiled(actor=SYSTEM, kettle_id=kettle, litres=2))

    return publish


@pytest.mark.django_db(transaction=True)
def test_what_pages_tell_of_begins_another_edition_at_its_commit(boil):
    boil("NOTHING")
    first = now()
    with transaction.atomic():
        boil("KETTLES")
        assert now() == first
    second = now()
    boil("KETTLES")
    assert first < second < now()
    assert Edition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_rolled_back_begins_none(boil):
    boil("NOTHING")
    before = now()
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - the change and its end
        boil("KETTLES")
        1 // 0  # noqa: B018
    assert now() == before


@pytest.mark.parametrize("room", SHOWN)
def test_every_event_of_a_room_that_pages_show_is_told(room):
    module = importlib.import_module(f"laurel.{room}.events")
    own = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Event) and each is not Event
    ]
    names = [each.name for each in own if hasattr(each, "name")]
    assert names
    assert all(name.startswith((*ON_PAGES, *NOT_SHOWN)) for name in names)
