"""Drawing pathways, and planning one's own."""

from laurel.pathways.services.mapping import (
    add_branch,
    add_step,
    archive,
    arrange,
    change,
    make,
    move,
    publish,
    restore,
    take_out,
)
from laurel.pathways.services.planning import (
    add_to_plan,
    arrange_plan,
    delete_plan,
    drop,
    make_plan,
    rename_plan,
)

__all__ = [
    "add_branch",
    "add_step",
    "add_to_plan",
    "archive",
    "arrange",
    "arrange_plan",
    "change",
    "delete_plan",
    "drop",
    "make",
    "make_plan",
    "move",
    "publish",
    "rename_plan",
    "restore",
    "take_out",
]
