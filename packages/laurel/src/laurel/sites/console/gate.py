"""Who is here, and in which organisation: asked before every page of the console."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from laurel.accounts import selectors as accounts
from laurel.achievements import access as achievements
from laurel.awards import selectors as awards
from laurel.batches import selectors as batches
from laurel.desk import selectors as desk
from laurel.endorsements import selectors as endorsements
from laurel.evidence import selectors as evidence
from laurel.foundation.actors import Actor
from laurel.foundation.errors import NotFound
from laurel.issuers import selectors as issuers
from laurel.organizations import access as organization_access
from laurel.organizations import selectors as organizations
from laurel.organizations.types import Role

if TYPE_CHECKING:
    from laurel.batches.models import Batch
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


class SecondFactorMissing(Exception):
    """An owner signed in with nothing but a code by mail, and more is needed here."""


OWNERS = ("issuer", "history", "tokens", "settings")  # sections that owners alone have


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu; `section` is the name by which pages say where they are."""

    section: str
    word: str
    icon: str
    href: str
    count: int = 0  # what waits there


@dataclass(frozen=True)
class Place:
    """An actor in an organisation, with what the role there includes."""

    actor: Actor
    organization: "Organization"
    role: Role
    issuers: "tuple[Issuer, ...]"  # those at work, the first one first
    issuer: "Issuer | None"  # that of the address, else the first; None: none is set up
    rights: Mapping[str, Role] = field(default_factory=dict)  # to one thing each
    right: Role | None = None  # to the badge that this page is about

    def at(self, badge_id: str) -> "Place":
        """The same place on a page about this badge, with the rights to it."""
        return replace(self, right=self.rights.get(achievements.about(badge_id)))

    def may(self, role: Role) -> bool:
        """Whether role or right include what this role may do."""
        held = (self.role, self.right) if self.right else (self.role,)
        return any(each.includes(role) for each in held)

    def require(self, organization_id: UUID | None) -> None:
        """Refuse what is another organisation's, also where this person works there, too.

        Somebody with two organisations must not see one's in the other's frame.

        Raises:
            NotFound: it is not this one's.
        """
        if organization_id != self.organization.pk:
            raise NotFound("nothing of that id in this organisation")

    @property
    def has_several_issuers(self) -> bool:
        """Whether a badge could be one of several issuers'."""
        return len(self.issuers) > 1

    @property
    def query(self) -> str:
        """What an address of this issuer's pages ends in; empty where there is one alone."""
        if self.issuer is None or not self.has_several_issuers:
            return ""
        return f"?issuer={self.issuer.public_id}"

    @property
    def may_award(self) -> bool:
        """Whether awarding, sending again and revoking are open."""
        return self.may(Role.AWARDER)

    @property
    def may_award_some(self) -> bool:
        """Whether there is at least one badge that may be awarded."""
        return self.may_award or any(
            right.includes(Role.AWARDER)
            for about, right in self.rights.items()
            if not about.startswith(organization_access.WAIVER)
        )

    @property
    def may_assess(self) -> bool:
        """Whether evidence may be looked at and decided on."""
        return self.may(Role.ASSESSOR)

    @property
    def may_edit(self) -> bool:
        """Whether badges may be defined."""
        return self.may(Role.EDITOR)

    @property
    def may_own(self) -> bool:
        """Whether the issuer and its keys may be changed."""
        return self.role.includes(Role.OWNER)

    @property
    def initials(self) -> str:
        """Two letters where a picture is missing."""
        words = [w for w in self.organization.name.split() if w[0].isalnum()]
        return "".join(w[0] for w in words[:2]).upper() or "?"

    @property
    def issuer_page(self) -> str:
        """The issuer's public page."""
        return issuers.address(self.issuer) if self.issuer else ""

    @property
    def logo(self) -> str:
        """The issuer's mark, or empty."""
        if not self.issuer or not self.issuer.logo:
            return ""
        return f"/issuers/{self.issuer.public_id}/logo.png"

    @cached_property
    def questions(self) -> int:
        """How many people wait for an answer of the help desk."""
        return desk.waiting_for_staff(self.organization)

    @cached_property
    def evidence_waiting(self) -> int:
        """How much evidence waits to be looked at."""
        return evidence.waiting_count(self.organization) if self.may_assess else 0

    @cached_property
    def endorsements_waiting(self) -> int:
        """How many endorsements the staff has to decide about."""
        return endorsements.waiting_for_staff(self.organization)

    @cached_property
    def unfinished_lists(self) -> "list[Batch]":
        """Lists of people that somebody has to go on with."""
        return batches.unfinished(self.organization)

    @property
    def menu(self) -> list[Link]:
        """The daily work."""
        links = [
            self._link("home", "Home", "home", "console:home"),
            self._link("badges", "Badges", "badge", "console:badges"),
            self._link("award", "Award", "send", "console:award_choose"),
            self._link("awards", "Awards", "people", "console:awards"),
            self._link("classes", "Classes", "calendar", "console:classes"),
            self._link(
                "evidence",
                "Evidence",
                "file",
                "console:evidence",
                self.evidence_waiting,
            ),
            self._link(
                "desk", "Help desk", "question-disc", "console:desk", self.questions
            ),
        ]
        closed = {
            "award": not self.may_award_some,
            "evidence": not self.may_assess,
        }
        return [link for link in links if not closed.get(link.section)]

    @property
    def organization_menu(self) -> list[Link]:
        """What is set up once."""
        links = [
            self._link("programs", "Programmes", "flag", "console:programs"),
            self._link("pathways", "Pathways", "arrow", "console:pathways"),
            self._link(
                "endorsements",
                "Endorsements",
                "pen",
                "console:endorsements",
                self.endorsements_waiting,
            ),
            self._link(
                "issuer",
                "Issuers" if self.has_several_issuers else "Issuer",
                "globe",
                "console:issuers" if self.issuers else "console:issuer",
            ),
            self._link("style", "Style", "picture", "console:style"),
            self._link("keys", "Keys", "key", "console:keys"),
            self._link("frameworks", "Skills", "layers", "console:frameworks"),
            self._link("people", "People", "person", "console:people"),
            self._link("history", "History", "clock", "console:history"),
            self._link("tokens", "API", "code", "console:tokens"),
            self._link("settings", "Settings", "settings", "console:settings"),
        ]
        return [link for link in links if self.may_own or link.section not in OWNERS]

    @property
    def short_menu(self) -> list[Link]:
        """What stands at the foot of a phone, where five fit."""
        left_out = ("classes", "evidence")
        return [link for link in self.menu if link.section not in left_out]

    def _link(
        self, section: str, word: str, icon: str, name: str, count: int = 0
    ) -> Link:
        href = reverse(name, args=[self.organization.slug])
        return Link(section, word, icon, href, count)


def signed_in(view: View[Rest]) -> View[Rest]:
    """Only for people who signed in; others are asked to, and come back."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except SecondFactorMissing:
            messages.warning(
                request,
                "An owner needs a second factor here. Set up a passkey or an app, "
                "then the console opens.",
            )
            return redirect("mfa_index")

    return login_required(guarded)  # type: ignore[return-value]  # the same but for the names


def account_id_of(request: HttpRequest) -> UUID:
    """The person behind a request that passed `signed_in`."""
    found = request.user.pk
    assert found is not None  # noqa: S101 - `signed_in` saw to it
    return found


def actor_of(request: HttpRequest) -> Actor:
    """The person behind a request that passed `signed_in`."""
    return Actor.person(account_id_of(request), str(request.user))


def enter(
    request: HttpRequest,
    slug: str,
    role: Role = Role.VIEWER,
    *,
    badge_id: str = "",
    award_id: str = "",
    batch_id: str = "",
) -> Place:
    """The organisation, for somebody whose role there includes this one.

    On a page about a badge, or about an award or a list of it, a right to the badge counts too.

    Raises:
        NotFound: there is none of that name, or the person may not do this in it; or the
            address names an issuer that is not at work here.
        SecondFactorMissing: it is an owner without one, in production.
    """
    actor = actor_of(request)
    about = _about(badge_id, award_id, batch_id)
    organization = organization_access.for_role(actor, slug, role, about=about)
    held = organizations.role_of(account_id_of(request), organization.pk)
    assert held is not None  # noqa: S101 - `for_role` saw to it
    if held is Role.OWNER and _lacks_second_factor(request):
        raise SecondFactorMissing
    at_work = tuple(issuers.at_work(organization))
    rights = organizations.rights_of(actor.account_id, organization.pk)
    return Place(
        actor=actor,
        organization=organization,
        role=held,
        issuers=at_work,
        issuer=_chosen(request, at_work),
        rights=rights,
        right=rights.get(about),
    )


def _about(badge_id: str, award_id: str, batch_id: str) -> str:
    """What a page is about, as rights name it; empty: the organisation as a whole."""
    if award_id:
        badge_id = awards.by_public_id(award_id).achievement.public_id
    if batch_id:
        badge_id = batches.by_public_id(batch_id).achievement.public_id
    return achievements.about(badge_id) if badge_id else ""


def _chosen(request: HttpRequest, at_work: "tuple[Issuer, ...]") -> "Issuer | None":
    """The issuer that the address names (`?issuer=`), else the first."""
    wanted = request.GET.get("issuer", "")
    for issuer in at_work:
        if wanted in ("", issuer.public_id):
            return issuer
    if wanted:
        raise NotFound("no such issuer in this organisation")
    return None


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not settings.LAUREL.owners_need_second_factor:
        return False
    return not accounts.has_second_factor(account_id_of(request))


def show(
    request: HttpRequest,
    template: str,
    place: Place | None = None,
    *,
    section: str = "",
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """A page of the console, with its menu."""
    frame = {
        "place": place,
        "places": list(organizations.of_account(account_id_of(request))),
        "section": section,
        "host": settings.LAUREL.host,
    }
    return render(request, template, frame | context, status=status)
