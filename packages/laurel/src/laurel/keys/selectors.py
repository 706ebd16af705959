"""Reading the public parts of keys."""

from obkit.keys import KeyKind

from laurel.keys.models import KeyState, SigningKey
from laurel.keys.types import PublishedKey


def published(issuer_public_id: str) -> tuple[PublishedKey, ...]:
    """Every key that the issuer ever signed with, the oldest first."""
    rows = (
        SigningKey.objects.filter(issuer_public_id=issuer_public_id)
        .exclude(state=KeyState.PENDING)
        .defer("sealed")
        .order_by("created_at", "pk")
    )
    return tuple(
        PublishedKey(
            public_id=row.public_id,
            kind=KeyKind(row.kind),
            algorithm=row.algorithm,
            multikey=row.public_multikey,
            jwk=row.public_jwk,
            active=row.state == KeyState.ACTIVE,
            created_at=row.created_at,
            retired_at=row.retired_at,
        )
        for row in rows
    )
