"""Importing a framework, anew as often as it changes, and removing it."""

from typing import TYPE_CHECKING

from django.db import transaction

from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.frameworks import case, lists, rules
from laurel.frameworks.errors import NotAFramework, Refused
from laurel.frameworks.events import FrameworkImported, FrameworkRemoved
from laurel.frameworks.models import Framework, Item
from laurel.frameworks.types import Change, ReadFramework, ReadItem

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

MOST_FRAMEWORKS = 20  # of one organization: search looks through all of them
AT_ONCE = 1_000
_FACTS = ("label", "url", "code", "statement", "language", "type", "is_case")


def import_framework(
    *,
    organization: "Organization",
    data: bytes,
    file_name: str = "",
    name: str = "",
    actor: Actor,
) -> tuple[Framework, Change]:
    """Take over a framework: a CASE package (JSON), ESCO's skills, or a table of skills.

    One that was imported before is brought up to date: what is not in the file any more goes.
    Achievements keep their own copies. `name` is used in place of the file's own.

    Raises:
        NotAFramework: not one that can be imported; the message names the item.
        Refused: no file that can be read, or too many frameworks.
    """
    if len(data) > rules.MAX_BYTES:
        raise NotAFramework(
            f"The file has more than {rules.MAX_BYTES // 1024 // 1024} MB."
        )
    is_json = lists.looks_like_json(data)
    read = case.read(data) if is_json else lists.read(data, name=file_name)
    called = rules.one_line(name, rules.MAX_NAME) or read.name
    if not called:
        raise Refused("Say what the framework is called.", field="name")
    return _stored(organization, read, called, actor)


@transaction.atomic
def _stored(
    organization: "Organization", read: ReadFramework, name: str, actor: Actor
) -> tuple[Framework, Change]:
    facts = {
        "name": name,
        "url": read.url,
        "publisher": read.publisher,
        "edition": read.edition,
        "language": read.language,
        "count": len(read.items),
        "imported_at": clock.now(),
    }
    own = Framework.objects.select_for_update().filter(organization=organization)
    known = len(own)  # locked, so that two imports of one file do not meet
    framework = own.filter(identifier=read.identifier).first()
    if framework is None and known >= MOST_FRAMEWORKS:
        raise Refused(
            f"There are {MOST_FRAMEWORKS} frameworks. Remove one that is not used."
        )
    if framework is None:
        framework = Framework(organization=organization, identifier=read.identifier)
    for field, value in facts.items():
        setattr(framework, field, value)
    framework.save()
    change = _replace_items(framework, read.items)
    events.publish(
        FrameworkImported(
            actor=actor,
            organization_id=organization.pk,
            framework_public_id=framework.public_id,
            framework_name=framework.name,
            items=len(read.items),
        )
    )
    return framework, change


@transaction.atomic
def remove(*, framework: Framework, actor: Actor) -> None:
    """Forget a framework; a repeat changes nothing. Achievements keep what they copied."""
    deleted, _ = Framework.objects.filter(pk=framework.pk).delete()
    if deleted:
        events.publish(
            FrameworkRemoved(
                actor=actor,
                organization_id=framework.organization_id,
                framework_public_id=framework.public_id,
                framework_name=framework.name,
            )
        )


def _replace_items(framework: Framework, read: tuple[ReadItem, ...]) -> Change:
    """All items anew: nothing points to one, and it is quicker than looking for what changed."""
    before = {
        identifier: tuple(facts)
        for identifier, *facts in framework.items.values_list("identifier", *_FACTS)
    }
    items = [_item(framework, each) for each in read]
    after = {
        item.identifier: tuple(getattr(item, field) for field in _FACTS)
        for item in items
    }
    framework.items.all().delete()
    Item.objects.bulk_create(items, batch_size=AT_ONCE)
    return Change(
        added=len(after.keys() - before.keys()),
        changed=sum(
            1 for key in after.keys() & before.keys() if after[key] != before[key]
        ),
        removed=len(before.keys() - after.keys()),
    )


def _item(framework: Framework, read: ReadItem) -> Item:
    short = f" {rules.plain(f'{read.code} {read.label}')}"
    rest = rules.plain(f"{read.statement} {read.other_names}")
    return Item(
        framework=framework,
        identifier=read.identifier,
        **{field: getattr(read, field) for field in _FACTS},
        name=rules.plain(read.label)[: 2 * rules.MAX_LABEL],
        short=short,
        search=f"{short} {rest}",
    )
