"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.collecting.errors import NotFound
from laurel.collecting.models import Collection, CollectionLink
from laurel.foundation.actors import Actor


def for_holder(actor: Actor, public_id: str) -> Collection:
    """The collection, if it is the actor's own.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    found = Collection.objects.filter(public_id=public_id).first()
    if found is None or found.account_id != actor.account_id:
        raise NotFound("no such collection")
    return found


def link_for_holder(actor: Actor, public_id: str, token: str) -> CollectionLink:
    """A link of the actor's own collection.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    found = CollectionLink.objects.filter(
        collection=for_holder(actor, public_id), token=token
    ).first()
    if found is None:
        raise NotFound("no such link")
    return found
