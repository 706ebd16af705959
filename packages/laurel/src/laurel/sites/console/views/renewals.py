"""Renewal: how a badge is renewed, who is due, and the next award decided by a person."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import access as achievement_access
from laurel.achievements import selectors as achievements
from laurel.eligibility import selectors as eligibility
from laurel.foundation import tables
from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.renewals import selectors as renewals
from laurel.renewals import services as renewal_services
from laurel.renewals.types import CountsFrom, How
from laurel.requirements.types import needs
from laurel.sites.console import boards, detail, rows
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.forms.renewals import PolicyForm, RenewalForm, initial_of
from laurel.sites.console.forms.rules import RuleForm
from laurel.sites.console.gate import enter, show, signed_in

ON_A_PAGE = 50


@require_safe
@signed_in
def renewal_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in time with what ends, and who is due: in figures, in a picture, by name."""
    place = enter(request, slug, Role.AWARDER)
    form = boards.form_of(place.organization, request.GET)
    asked = boards.asked(place.organization, form)
    found = renewals.watched(place.organization, **asked)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    return show(
        request,
        "console/awards/board.html",
        place,
        section="awards",
        shown=boards.shown(place.organization, form, asked),
        page=page,
        awards=boards.lines(place.organization, listed),
    )


@require_safe
@signed_in
def renewals_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same people as a file, all of them."""
    place = enter(request, slug, Role.AWARDER)
    form = boards.form_of(place.organization, request.GET)
    asked = boards.asked(place.organization, form)
    file = tables.pieces(boards.CSV_HEADER, boards.csv_rows(place.organization, asked))
    response = StreamingHttpResponse(file, content_type="text/csv; charset=utf-8")
    name = f"renewals-{place.organization.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_renewal(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """How a badge is renewed: reminders, what renews it by itself, from when the next counts."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    found = achievement_access.for_editing(place.actor, badge_id)
    place.require(found.issuer.organization_id)
    policy = renewals.policy_of(found)
    refresher = renewals.refresher_of(policy) if policy else None
    form = PolicyForm(
        request.POST if request.method == "POST" else None,
        courses=eligibility.names(place.organization).courses,
        achievement_id=found.public_id,
        kept=refresher,
        initial=initial_of(policy, list(needs(refresher)) if refresher else []),
    )
    if request.method == "POST" and "end" in request.POST:
        renewal_services.end_policy(achievement=found, actor=place.actor)
        messages.success(request, "Nobody is reminded or renewed by itself any more.")
        return redirect("console:badge", slug, badge_id)
    if request.method == "POST" and form.is_valid():
        try:
            renewal_services.set_policy(
                achievement=found,
                counts_from=CountsFrom(form.cleaned_data["counts_from"]),
                opens_days=form.cleaned_data["opens_days"],
                reminds=form.cleaned_data["reminds"],
                refresher=form.refresher,
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(
                request, "Saved. It holds for everybody who has the badge."
            )
            return redirect("console:badge", slug, badge_id)
    return show(
        request,
        "console/badges/renewal.html",
        place,
        section="badges",
        form=form,
        has_policy=policy is not None,
        words=eligibility.in_words(place.organization, refresher) if refresher else "",
        validity=achievements.validity(found.current),
        badge=rows.badge_of(place.organization, found, awards=0),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_renewal_rule(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """What renews a badge by itself, as a whole rule: groups of whatever can be asked."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    found = achievement_access.for_editing(place.actor, badge_id)
    place.require(found.issuer.organization_id)
    names = eligibility.names(place.organization)
    say = partial(eligibility.in_words, place.organization)
    policy = renewals.policy_of(found)
    kept = renewals.refresher_of(policy) if policy else None
    seen = policy.changed_at.isoformat() if policy else ""
    form, typed = RuleForm.of(kept, names, badge_id, say), None
    if request.method == "POST" and request.POST.get("seen", seen) != seen:
        form.problem = "This was changed meanwhile. Look once more: this is it."
    elif request.method == "POST":
        act = request.POST.get("act", "")
        form = RuleForm.posted(request.POST, kept, names, badge_id, say)
        typed = form.requirement() if act in ("look", "save") else None
        if typed is not None and act == "save":
            try:
                renewal_services.set_refresher(
                    achievement=found, refresher=typed, actor=place.actor
                )
            except Refused as refusal:
                form.problem, typed = refusal.message, None
            else:
                messages.success(
                    request, "Saved. It holds for everybody who has the badge."
                )
                return redirect("console:badge_renewal", slug, badge_id)
    shown = typed or (kept if request.method != "POST" else None)
    return show(
        request,
        "console/badges/renewal_rule.html",
        place,
        section="badges",
        badge=rows.badge_of(place.organization, found, awards=0),
        form=form,
        seen=seen,
        is_typed=typed is not None,
        words=say(shown) if shown else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def award_renew(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """Renew one badge by hand: until when the next one holds, what was done, then the act."""
    place = enter(request, slug, Role.AWARDER, award_id=award_id)
    found = detail.visible(place, award_id)
    form = RenewalForm(request.POST if request.method == "POST" else None)
    try:
        until = renewals.next_end(found)
    except Refused as error:
        messages.warning(request, error.message)
        return redirect("console:award", slug, award_id)
    if request.method == "POST" and form.is_valid():
        try:
            renewed = renewal_services.renew(
                award=found, how=How.PERSON, actor=place.actor, **form.cleaned_data
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(
                request, "Renewed. The new badge is signed, its mail on its way."
            )
            return redirect("console:award", slug, renewed.public_id)
    return show(
        request,
        "console/awards/renew.html",
        place,
        section="awards",
        form=form,
        until=until,
        award=detail.shown(place, found),
    )


@require_POST
@signed_in
def awards_renew(request: HttpRequest, slug: str) -> HttpResponse:
    """Renew the chosen badges: first whose they are, then the act."""
    place = enter(request, slug, Role.AWARDER)
    chosen = request.POST.getlist("award")[: renewal_services.MOST_AT_ONCE]
    found = list(rows.awards_of(place.organization).filter(public_id__in=chosen))
    if not found:
        messages.warning(request, "Choose at least one award first.")
        return redirect("console:awards", slug)
    done = None
    if request.POST.get("step") == "renew":
        done = renewal_services.renew_many(
            chosen=found, how=How.PERSON, actor=place.actor
        )
    return show(
        request,
        "console/awards/renew_many.html",
        place,
        section="awards",
        awards=rows.award_rows(place.organization, done.awards if done else found),
        done=done,
    )
