"""Whoever keeps something about people can hand it over, and can let go of it."""

from importlib import import_module
from pathlib import Path

import laurel
import pytest
from django.apps import apps
from django.conf import settings
from laurel.foundation.people import Person
from laurel.privacy.keepers import KEEPERS

ROOT = Path(laurel.__file__).parent
# Fields that name a person, by the words that their names are made of.
NAMING = {
    "email", "address", "recipient", "label", "by", "account", "name_wanted", "holder", "earner",
    "person", "learner", "cells",
}  # fmt: skip
NOBODY = {  # such a field, and yet nobody: each for a reason
    "issuers.Issuer.email": "the institution's own address, published in every badge",
    "programs.Program.contact_email": "the same, of a programme",
    "foundation.OutgoingMail.sender_address": "the address mail comes from",
    "frameworks.Item.label": "what a skill is called",
    "recipients.FormerAddress.recipient": "leads to the recipient, and goes with them",
}


def naming_fields():
    for model in apps.get_models():
        if not model.__module__.startswith("laurel."):
            continue
        app = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            if not getattr(field, "concrete", False):
                continue
            words = {field.name, *field.name.split("_")}
            whole = f"{app}.{model.__name__}.{field.name}"
            if words & NAMING and whole not in NOBODY:
                yield app, whole


def keepers():
    return {path.parent.name for path in ROOT.glob("*/privacy.py")}


def test_every_app_that_names_a_person_has_a_privacy_module():
    missing = sorted({whole for app, whole in naming_fields() if app not in keepers()})
    assert not missing


def test_the_search_for_such_fields_finds_them():
    """Were it blind, the test above would say nothing."""
    found = {whole for _, whole in naming_fields()}
    assert {
        "awards.Award.recipient_email",
        "credentials.Credential.recipient_name",
        "desk.Ticket.email",
        "batches.BatchRow.cells",
        "organizations.Membership.account",
        "foundation.EventRecord.actor_label",
    } <= found


def test_every_privacy_module_is_asked():
    asked = [keeper.__name__.split(".")[1] for keeper in KEEPERS]
    assert sorted(asked) == sorted(keepers()), "each once"


def test_what_is_installed_is_what_is_searched():
    installed = {
        name.split(".")[1]
        for name in settings.INSTALLED_APPS
        if name.startswith("laurel.")
    }
    assert keepers() <= installed


@pytest.mark.django_db
@pytest.mark.parametrize("app", sorted(keepers()))
def test_a_stranger_is_nowhere_and_takes_nothing_along(app):
    module = import_module(f"laurel.{app}.privacy")
    stranger = Person(account_id=None, keys=frozenset({"nobody@nowhere.example"}))
    assert not any(kept.rows or kept.files for kept in module.export(stranger))
    assert module.erase(stranger) == 0
