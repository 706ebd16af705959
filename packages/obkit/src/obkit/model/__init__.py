"""Typed views on badge documents: `ob3` and `ob2`, one dataclass for each class of the standards.

`X.from_document(document)` reads and checks, `.to_document()` writes; what a class does not name
is kept in `extra`. See `fields` for how annotations become rules.
"""

from obkit.model.identity import identity_hash, identity_matches, is_identity_hash

__all__ = ["identity_hash", "identity_matches", "is_identity_hash"]
