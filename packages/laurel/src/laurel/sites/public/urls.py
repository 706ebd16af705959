"""The permanent addresses of everything public. None of them may ever change."""

from django.urls import path, re_path

from laurel.sites.public.views import (
    achievements,
    awards,
    cards,
    disclosing,
    documents,
    duplicates,
    employer_links,
    find,
    issuers,
    mine,
    pages,
    pending,
    receipts,
    recipients,
    reminders,
    verify,
    ways,
)

app_name = "public"

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("help/open-badges", pages.open_badges, name="help"),
    path("catalog", ways.catalogue, name="catalogue"),
    path("p/<str:pathway>", ways.pathway, name="pathway"),
    path("verify", verify.verify, name="verify"),
    path("b/<str:award>", awards.award, name="award"),
    path("b/<str:award>/duplicate", duplicates.duplicate, name="duplicate"),
    re_path(
        r"^b/(?P<award>[^/]+)/receipt\.(?P<form>json|pdf)$",
        receipts.receipt,
        name="receipt",
    ),
    path("b/<str:award>/recipient", recipients.recipient, name="recipient"),
    path(
        "b/<str:award>/verification.json",
        awards.verification_report,
        name="verification",
    ),
    path("b/<str:award>/credential.json", documents.credential_json, name="json"),
    path("b/<str:award>/credential.jwt", documents.credential_jwt, name="jwt"),
    path("b/<str:award>/card.png", cards.card, name="card"),
    path("b/<str:award>/badge.png", documents.badge_png, name="png"),
    path("b/<str:award>/badge.svg", documents.badge_svg, name="svg"),
    path("find", find.find, name="find"),
    path("reminders/<str:award>/<str:token>", reminders.reminders, name="reminders"),
    path("mine/<str:award>", mine.own, name="mine"),
    path("mine/<str:award>/shown", disclosing.shown, name="mine-shown"),
    path("mine/<str:award>/move", disclosing.move, name="mine-move"),
    path("mine/<str:award>/later", mine.later, name="mine-later"),
    path("mine/<str:award>/files/<str:file>", mine.take, name="mine-file"),
    path(
        "mine/<str:award>/employers",
        employer_links.employers,
        name="mine-employers",
    ),
    path(
        "mine/<str:award>/employers/<str:token>/end",
        employer_links.end,
        name="mine-employer-end",
    ),
    path("mine/<str:award>/<str:token>", mine.link, name="mine-link"),
    path("mine/<str:award>/<str:token>/not-mine", mine.not_mine, name="not-mine"),
    path(
        "pending/<str:program>/<str:learner>/<str:token>",
        pending.pending,
        name="pending",
    ),
    path(
        "achievements/<str:achievement>/<int:version>",
        achievements.achievement,
        name="achievement",
    ),
    path(
        "achievements/<str:achievement>/earn",
        achievements.earn,
        name="achievement-earn",
    ),
    path(
        "achievements/<str:achievement>/<int:version>/image.png",
        documents.achievement_png,
        name="achievement-png",
    ),
    path(
        "achievements/<str:achievement>/<int:version>/image.svg",
        documents.achievement_svg,
        name="achievement-svg",
    ),
    path(
        "achievements/<str:achievement>/<int:version>/<str:language>",
        achievements.edition,
        name="achievement-edition",
    ),
    path(
        ".well-known/did.json", documents.publisher_did_document, name="publisher-did"
    ),
    path("issuers/<str:issuer>", issuers.issuer, name="issuer"),
    path("issuers/<str:issuer>/help", issuers.issuer_help, name="issuer-help"),
    path("issuers/<str:issuer>/did.json", documents.did_document, name="did"),
    path("issuers/<str:issuer>/keys/<str:key>", documents.jwk, name="jwk"),
    path("issuers/<str:issuer>/logo.png", documents.logo, name="logo"),
    path(
        "issuers/<str:issuer>/brand.<str:digest>.css", documents.brand_css, name="brand"
    ),
    path("status/<str:list_id>", documents.status_list, name="status-list"),
    path("ob2/assertions/<str:award>", documents.ob2_assertion, name="ob2-assertion"),
    path(
        "ob2/badges/<str:achievement>/<int:version>",
        documents.ob2_badge,
        name="ob2-badge",
    ),
    path(
        "ob2/badges/<str:achievement>/<int:version>/<str:language>",
        documents.ob2_edition,
        name="ob2-edition",
    ),
    path("ob2/issuers/<str:issuer>", documents.ob2_issuer, name="ob2-issuer"),
]
