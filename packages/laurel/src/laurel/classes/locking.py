"""What all changes of a class begin and end with: its lock, and what its events say of it."""

from typing import TYPE_CHECKING, Any

from laurel.classes.models import Class

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor


def locked(found: Class) -> Class:
    """The class's own row: the lock between enrolling, recording, and setting up badges."""
    return (
        Class.objects.select_for_update(of=("self",))
        .select_related("program__organization")
        .get(pk=found.pk)
    )


def about(found: Class, actor: "Actor") -> dict[str, Any]:
    """What every event of a class says."""
    return {
        "actor": actor,
        "organization_id": found.program.organization_id,
        "class_public_id": found.public_id,
    }
