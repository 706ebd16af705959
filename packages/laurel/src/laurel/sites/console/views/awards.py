"""Awards: one badge for one person, its mail, and taking it back."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import access as achievement_access
from laurel.achievements import selectors as achievements
from laurel.awards import access as award_access
from laurel.awards import selectors as award_selectors
from laurel.awards.errors import AlreadyAwarded, KeyReused, NotYet
from laurel.awards.types import UNSET, Evidence
from laurel.batches import selectors as batches
from laurel.batches import services as batch_services
from laurel.batches.types import Duplicates, When
from laurel.credentials import access as credential_access
from laurel.credentials import services as credential_services
from laurel.credentials.errors import AlreadyRevoked
from laurel.credentials.types import RevocationReason
from laurel.deliveries import selectors as delivery_selectors
from laurel.desk import selectors as desk
from laurel.foundation import clock
from laurel.foundation.errors import NotFound, Refused
from laurel.issuing import services as issuing
from laurel.organizations.types import Role
from laurel.sharing import selectors as sharing
from laurel.sites.console import (
    batch_pages,
    deliveries,
    detail,
    families,
    reasons,
    rows,
    shares,
    tickets,
)
from laurel.sites.console.forms.awards import AwardForm, RevocationForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.batches.models import Batch

ON_A_PAGE = 50
MOST_TICKETS = 20  # of one award; the help desk has all of them
LISTED = 5  # lists under way


@require_safe
@signed_in
def award_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Which badge to award."""
    place = enter(request, slug)
    if not place.may_award_some:
        raise NotFound("not for this person")
    cards = [
        {
            "name": badge.name,
            "image": badge.image,
            "awards_words": badge.awards_words,
            "archived": False,
            "href": reverse("console:award_new", args=[slug, badge.id])
            + f"?form={uuid4()}",
        }
        for badge in rows.badges_of(place.organization)
        if badge.may_be_awarded and place.at(badge.id).may_award
    ]
    return show(
        request,
        "console/awards/choose.html",
        place,
        section="award",
        badges=cards,
        batches=_under_way(place) if place.may_award else [],
    )


def _under_way(place: Place) -> list[batch_pages.Line]:
    found = batches.under_way(place.organization)[:LISTED]
    return batch_pages.lines(place.organization, found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def award_new(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Award a badge to one person. The same form sent twice is one award."""
    place = enter(request, slug, Role.AWARDER, badge_id=badge_id)
    found = achievement_access.for_awarding(place.actor, badge_id)
    place.require(found.issuer.organization_id)
    form = AwardForm(
        request.POST or None,
        today=clock.today(),
        initial=_key_in_address(request),
        validity=achievements.validity(found.current),
    )
    if request.method == "POST" and form.is_valid():
        if place.organization.awards_need_approval:
            proposed = _proposed(form, found, place)
            if proposed is not None:
                return redirect("console:batch", slug, proposed.public_id)
        elif (granted := _granted(form, found, place)) is not None:
            messages.success(
                request, "Awarded. The badge is signed, the mail on its way."
            )
            return redirect("console:award", slug, granted.public_id)
    return show(
        request,
        "console/awards/form.html",
        place,
        section="award",
        form=form,
        badge=rows.badge_of(place.organization, found, awards=0),
    )


@require_safe
@signed_in
def awards(request: HttpRequest, slug: str) -> HttpResponse:
    """All awards, or those whose mails need a look, the newest first."""
    place = enter(request, slug)
    trouble = deliveries.trouble_of(request.GET.get("mail", ""))
    found = rows.awards_of(place.organization)
    if trouble:
        found = delivery_selectors.in_trouble(place.organization, trouble)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "console/awards/list.html",
        place,
        section="awards",
        page=page,
        awards=rows.award_rows(place.organization, page.object_list),
        trouble=trouble,
        filters=deliveries.FILTERS,
    )


@require_safe
@signed_in
def award(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """One award: the badge, its mails, and what may be done about it."""
    place = enter(request, slug, award_id=award_id)
    found = detail.visible(place, award_id)
    return show(
        request,
        "console/awards/detail.html",
        place,
        section="awards",
        award=detail.shown(place, found),
        gaps=families.gaps_of(place.organization, found),
        tickets=tickets.rows_of(
            place.organization, desk.of_award(found)[:MOST_TICKETS]
        ),
        shares=shares.lines(sharing.counts_of_award(found.public_id)),
    )


@require_POST
@signed_in
def award_resend(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """Send the mail of an award once more."""
    place = enter(request, slug, Role.AWARDER, award_id=award_id)
    found = detail.visible(place, award_id)
    sent, said = deliveries.send_again(found, place.actor)
    messages.add_message(request, messages.SUCCESS if sent else messages.WARNING, said)
    return redirect("console:award", slug, award_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def award_revoke(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """Take a badge back: reason, words, what the public will read, and only then the act."""
    place = enter(request, slug, Role.AWARDER, award_id=award_id)
    found = detail.visible(place, award_id)
    credential = credential_access.for_revoking(place.actor, award_id)
    if credential.is_revoked:
        messages.warning(request, "This badge is revoked already.")
        return redirect("console:award", slug, award_id)
    form = RevocationForm(request.POST or None, reasons=reasons.CHOICES)
    step = request.POST.get("step", "look") if request.method == "POST" else ""
    valid = bool(step) and form.is_valid()
    if valid and step == "revoke":
        try:
            credential_services.revoke(
                credential=credential,
                reason=RevocationReason(form.cleaned_data["reason"]),
                public_wording=form.cleaned_data["public_wording"],
                private_note=form.cleaned_data["private_note"],
                actor=place.actor,
            )
        except AlreadyRevoked:
            messages.warning(request, "This badge is revoked already.")
            return redirect("console:award", slug, award_id)
        except Refused as error:
            show_refusal(form, error)
            valid = False
        else:
            messages.success(
                request, "Revoked. Whoever checks it is told so from now on."
            )
            return redirect("console:award", slug, award_id)
    return show(
        request,
        "console/awards/revoke.html",
        place,
        section="awards",
        form=form,
        confirming=valid and step == "look",
        today=clock.today(),
        beside=reasons.beside(request.POST.get("reason", "")),
        award=detail.shown(place, found),
    )


def _proposed(form: AwardForm, found: "Achievement", place: Place) -> "Batch | None":
    """Where a second person approves, one person is a list of one."""
    facts = form.cleaned_data
    key = award_selectors.recipient_key(facts["recipient_email"])
    if said := award_selectors.obstacles(found, [key]):
        form.add_error("recipient_email", " ".join(o.sentence for o in said[key]))
        return None
    try:
        made = batch_services.create_of_one(
            achievement=found,
            recipient_name=facts["recipient_name"],
            recipient_email=facts["recipient_email"],
            narrative=facts["narrative"],
            evidence=[Evidence(name=name, url=url) for name, url in facts["evidence"]],
            issued_on=facts["issued_on"],
            expires_on=facts["expires_on"],
            language=facts["language"],
            key=f"console:{facts['idempotency_key']}",
            actor=place.actor,
        )
        return batch_services.submit(
            batch=made,
            duplicates=Duplicates(made.duplicates),
            when=When.APPROVAL,
            expected=1,
            actor=place.actor,
        )
    except Refused as error:
        show_refusal(form, error)
        return None


def _granted(form: AwardForm, found: "Achievement", place: Place) -> "Award | None":
    facts = form.cleaned_data
    try:
        issued = issuing.award(
            achievement=found,
            recipient_name=facts["recipient_name"],
            recipient_email=facts["recipient_email"],
            narrative=facts["narrative"],
            evidence=[Evidence(name=name, url=url) for name, url in facts["evidence"]],
            issued_on=facts["issued_on"],
            expires_on=facts["expires_on"] or UNSET,
            language=facts["language"],
            waiver=facts["waiver"],
            idempotency_key=f"console:{facts['idempotency_key']}",
            actor=place.actor,
        )
    except NotYet as error:
        show_refusal(form, error)
        form.asks_waiver = award_access.may_waive(place.actor, found)
    except AlreadyAwarded:
        form.add_error(
            "recipient_email",
            "This address has this badge already, and it is given once to each person. "
            "Revoke the other one first, or define a badge that can be had many times.",
        )
    except KeyReused:
        _start_anew(form)
        form.add_error(
            None,
            "This form was used already, for other facts. If this is another award, look "
            "at it once more and press the button again.",
        )
    except Refused as error:
        show_refusal(form, error)
    else:
        return issued.award
    return None


def _key_in_address(request: HttpRequest) -> dict[str, UUID]:
    """The key that the link to the form carries.

    Whoever goes back to the form, and presses the button once more, asks for the same award:
    browsers fetch the page again, and a key made then would be another one.
    """
    try:
        return {"idempotency_key": UUID(request.GET.get("form", ""))}
    except ValueError:
        return {}  # typed by hand: the form makes one


def _start_anew(form: AwardForm) -> None:
    """Give a form that was used up a new key, with everything typed kept."""
    form.data = {**form.data.dict(), "idempotency_key": str(uuid4())}  # type: ignore[attr-defined]  # a QueryDict
