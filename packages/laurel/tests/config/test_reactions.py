import inspect

import pytest
from django.utils.module_loading import import_string
from laurel.config.reactions import CHORES, REACTIONS
from laurel.foundation.events import Event

PAIRS = [(event, each) for event, found in REACTIONS.items() for each in found]


@pytest.mark.parametrize(("event", "reaction"), PAIRS)
def test_every_reaction_is_a_function_of_the_event(event, reaction):
    function = import_string(reaction)
    assert list(inspect.signature(function).parameters) == ["event"]


@pytest.mark.parametrize("chore", CHORES)
def test_every_chore_is_a_function_that_needs_nothing(chore):
    assert not inspect.signature(import_string(chore)).parameters


def _all_events(of=Event):
    for each in of.__subclasses__():
        if each.__module__.startswith("laurel."):
            yield each
        yield from _all_events(each)


def test_every_event_that_is_reacted_to_exists():
    assert set(REACTIONS) <= {each.name for each in _all_events()}


def test_every_event_has_a_name_of_its_own():
    names = [each.name for each in _all_events()]
    assert len(names) == len(set(names))
    assert all(name.count(".") == 1 for name in names)
