"""The files of evidence: each is stored for its owner alone, so that it can end for good."""

import os
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from laurel.evidence.models import Attachment
from laurel.foundation import files

# Files are known by what is in them. These bytes before each make ours one of a kind: the same
# picture handed in by two people, or drawn on a badge, is not the same file.
_HEAD = 16


def most_bytes() -> int:
    """How large a file may be."""
    return int(settings.LAUREL.evidence_megabytes) * 1024 * 1024


def store(data: bytes) -> str:
    """Keep the bytes; the name to read them by."""
    return files.store(os.urandom(_HEAD) + data)


def read(digest: str) -> bytes:
    """The bytes as they came.

    Raises:
        NotFound: they are gone.
    """
    return files.read(digest)[_HEAD:]


def discard(digests: Iterable[str]) -> None:
    """Delete files that were stored for something that came to nothing."""
    for digest in digests:
        if digest:
            files.delete(digest)


def forget(digests: Iterable[str]) -> None:
    """Delete those files, once this is committed, that no attachment has any more."""
    wanted = {digest for digest in digests if digest}

    def delete() -> None:
        for digest in wanted:
            used = Attachment.objects.filter(Q(digest=digest) | Q(preview=digest))
            if not used.exists():
                files.delete(digest)

    if wanted:
        transaction.on_commit(delete)
