"""Whose award it is, and what of it others may see."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse

from laurel.accounts import selectors as accounts
from laurel.awards import selectors as awards
from laurel.awards.types import Visibility
from laurel.desk.types import HOLDER
from laurel.foundation.actors import Actor
from laurel.foundation.errors import NotFound
from laurel.sites.public.views import errors
from laurel.sites.ui.text import host_of

if TYPE_CHECKING:
    from laurel.awards.models import Award

View = TypeVar("View", bound=Callable[..., HttpResponse])

NAME, NARRATIVE = "name", "narrative"
_FOUND = "disclosed_award"  # on the request: the page needs it again


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an award that its holder may show or hide."""

    key: str
    label: str
    says: str
    is_shown: bool

    @property
    def is_evidence(self) -> bool:
        """Whether it is a piece of evidence."""
        return self.key not in (NAME, NARRATIVE)


def is_holder(request: HttpRequest, award: "Award") -> bool:
    """Whether somebody is signed in who proved the address that the award was made for.

    This reads the session, so an answer that depends on it is kept by nobody.
    """
    user = request.user
    return user.is_authenticated and accounts.has_proven(
        account_id=user.pk, email=award.recipient_key
    )


def award_of(request: HttpRequest, public_id: str) -> "Award":
    """The award that `as_disclosed` has looked at for this request already.

    Raises:
        NotFound: there is none of that id.
    """
    found: Award | None = getattr(request, _FOUND, None)
    return found or awards.public(public_id)


def actor(request: HttpRequest) -> Actor:
    """The holder, acting; the institution's history calls them by no name of their account."""
    return Actor.person(account_id(request), HOLDER.label)


def account_id(request: HttpRequest) -> uuid.UUID:
    """Who is signed in, where `is_holder` was asked before."""
    return cast(uuid.UUID, request.user.pk)


def others(award: "Award", proven: Iterable[str]) -> list[str]:
    """Those of somebody's proven addresses that the award could move to."""
    return [a for a in proven if awards.recipient_key(a) != award.recipient_key]


def parts(award: "Award") -> list[Part]:
    """What of the award may be shown or hidden, each as it stands there."""
    chosen = awards.disclosure(award.public_id)
    found = [Part(NAME, "Your name", award.recipient_name, chosen.name)]
    if award.narrative:
        found.append(Part(NARRATIVE, "What you did", award.narrative, chosen.narrative))
    for item in award.evidence:
        key = awards.evidence_key(item)
        label = item["name"] or host_of(item["url"]) or "Evidence"
        says = item["url"] or item["narrative"]
        if key not in {part.key for part in found}:
            found.append(Part(key, label, says, key not in chosen.hidden_evidence))
    return found


def as_disclosed(view: View) -> View:
    """Answer as the holder of the award chose, for every address that shows it to strangers.

    A private award is not there, in the same words for all of its addresses. Search engines list
    a public one alone: whoever has the link may pass it on, and nobody finds it by the name.
    """

    @wraps(view)
    def answered(
        request: HttpRequest, award: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        try:
            found = awards.public(award)
        except NotFound:  # the view says so
            visibility = Visibility.UNLISTED
        else:
            visibility = awards.disclosure_of(found).visibility
            setattr(request, _FOUND, found)
        if visibility is Visibility.PRIVATE:
            response = errors.respond(request, errors.kept_private(award))
        else:
            response = view(request, award, *args, **kwargs)
        if visibility is not Visibility.PUBLIC:
            response["X-Robots-Tag"] = "noindex"
        return response

    return cast(View, answered)
