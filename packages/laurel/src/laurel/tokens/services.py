"""Making tokens, knowing whoever comes with one, and ending them."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.foundation import clock, events, ids
from laurel.foundation.actors import Actor
from laurel.organizations.types import Role
from laurel.tokens import selectors
from laurel.tokens.errors import NotFound, Refused
from laurel.tokens.events import TokenEnded, TokenMade
from laurel.tokens.models import ApiToken
from laurel.tokens.types import Bearer, Made, Scope

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

PREFIX = "laurel_"  # so that whoever finds one in a file knows what it opens
MOST = 50  # in force at once; more are lost ones that nobody ended
MAX_NAME = 80
LONGEST = dt.timedelta(days=731)  # two years; then somebody looks whether it is needed
USED_TO = dt.timedelta(minutes=5)  # not every request writes a row


@transaction.atomic
def make(
    *,
    organization: "Organization",
    name: str,
    scopes: Collection[Scope],
    expires_at: dt.datetime,
    actor: Actor,
) -> Made:
    """Let a program act for the organization. The secret is in the answer and nowhere else.

    Raises:
        Refused: no name, no scope, an end that is past or too far, or too many tokens.
    """
    name, now = " ".join(name.split()), clock.now()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise Refused(
            f"Say in 1 to {MAX_NAME} characters what it is for.", field="name"
        )
    if not scopes:
        raise Refused("Choose what it may do.", field="scopes")
    if not now < expires_at <= now + LONGEST:
        raise Refused("A token ends within two years.", field="expires_at")
    rows = selectors.of_organization(organization)
    if rows.filter(ended_at=None, expires_at__gt=now).count() >= MOST:
        raise Refused(f"There are {MOST} tokens. End one that is not used any more.")
    secret = PREFIX + ids.public_id() + ids.public_id()
    token = ApiToken.objects.create(
        organization=organization,
        name=name,
        scopes=sorted(scope.value for scope in scopes),
        secret_hash=selectors.hash_of(secret),
        ending=secret[-4:],
        created_at=now,
        expires_at=expires_at,
    )
    events.publish(
        TokenMade(
            actor=actor,
            organization_id=organization.pk,
            token_public_id=token.public_id,
            token_name=token.name,
            scopes=token.scopes,
        )
    )
    return Made(token, secret)


@transaction.atomic
def end(*, token: ApiToken, actor: Actor) -> ApiToken:
    """Let a token open nothing any more. Repeatable."""
    row = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if row.ended_at is not None:
        return row
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    events.publish(
        TokenEnded(
            actor=actor,
            organization_id=row.organization_id,
            token_public_id=row.public_id,
            token_name=row.name,
        )
    )
    return row


def come_in(*, secret: str) -> Bearer:
    """Whoever comes with this secret, as an actor; that it was used is noted.

    Raises:
        NotFound: there is no such token in force.
    """
    now = clock.now()
    token = (
        ApiToken.objects.select_related("organization")
        .filter(secret_hash=selectors.hash_of(secret))
        .first()
    )
    if token is None or not token.in_force(now):
        raise NotFound("no such token in force")
    if token.last_used_at is None or now - token.last_used_at >= USED_TO:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    actor = Actor.token(
        token.organization_id,
        role=_role(token).value,
        label=f"API token “{token.name}”",
    )
    return Bearer(token, actor)


def _role(token: ApiToken) -> Role:
    """The least role that includes what the token may do; each operation asks for its scope."""
    if token.may(Scope.CLASSES):
        return Role.EDITOR
    if token.may(Scope.AWARD) or token.may(Scope.RESULTS):
        return Role.AWARDER
    return Role.VIEWER
