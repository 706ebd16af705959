"""Everything that a backpack keeps about somebody: handed over whole, and brought to its end."""

import json

import pytest
from laurel.backpack import privacy, services
from laurel.backpack.models import Import, Preference, Removal
from laurel.backpack.types import Reason
from laurel.foundation.actors import SYSTEM
from laurel.foundation.people import Person

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db


def filled():
    """Somebody with an import, something put away, and a space; and their badge from elsewhere."""
    account = people.account()
    elsewhere = badges.issued(recipient_email="ada@college.example")
    wish = {"account_id": account.pk, "actor": SYSTEM}
    services.bring(data=bytes(elsewhere.document), **wish)
    own = badges.issued(recipient_email=account.email)
    services.put_away(award_public_id=own.award_public_id, reason=Reason.AWAY, **wish)
    services.choose_space(account_id=account.pk, space="North College")
    return Person(account.pk, frozenset({account.email})), elsewhere


def test_everything_is_handed_over_with_the_very_files():
    person, elsewhere = filled()
    imported, away, space = privacy.export(person)
    [row] = imported.rows
    path = f"imported-badges/{row['file']}"
    assert imported.files == {path: bytes(elsewhere.document)}
    assert away.rows[0]["reason"] == "away"
    assert space.rows == ({"space": "North College"},)
    assert json.dumps([kept.rows for kept in (imported, away, space)])


def test_it_ends_for_one_person_alone():
    person, _ = filled()
    other, _ = filled()
    assert privacy.erase(person) == 3
    assert privacy.export(person) == ()
    assert privacy.erase(person) == 0
    for table in (Import, Removal, Preference):
        assert table.objects.get().account_id == other.account_id


def test_nobody_without_an_account_has_a_backpack():
    nobody = Person(None, frozenset({"ada@home.example"}))
    assert privacy.export(nobody) == ()
    assert privacy.erase(nobody) == 0
