"""Tokens, as services make them."""

import datetime as dt

from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.tokens import services
from laurel.tokens.types import Scope


def made(of, *scopes, days=365, name="Moodle"):
    """A token of this organization (with every scope unless some are named), and its secret."""
    return services.make(
        organization=of,
        name=name,
        scopes=scopes or tuple(Scope),
        expires_at=clock.now() + dt.timedelta(days=days),
        actor=SYSTEM,
    )
