"""The addresses of the console. Each has a row in the permission matrix of the tests."""

from django.urls import path, register_converter

from laurel.foundation import ids
from laurel.sites.console.views import (
    awards,
    badges,
    corrections,
    designer,
    frameworks,
    history,
    issuers,
    organizations,
    people,
    sheets,
    style,
    withdrawals,
)


class PublicId:
    """A public id; anything else is no address of ours."""

    regex = ids.PUBLIC_ID_PATTERN

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(PublicId, "console_id")

app_name = "console"

urlpatterns = [
    path("", organizations.start, name="start"),
    path("new", organizations.new, name="new"),
    path("<slug:slug>/", organizations.home, name="home"),
    path("<slug:slug>/people", people.people, name="people"),
    path("<slug:slug>/people/invite", people.people_invite, name="people_invite"),
    path("<slug:slug>/people/leave", people.people_leave, name="people_leave"),
    path("<slug:slug>/people/<uuid:member_id>", people.member, name="member"),
    path(
        "<slug:slug>/people/<uuid:member_id>/remove",
        people.member_remove,
        name="member_remove",
    ),
    path(
        "<slug:slug>/people/invitations/<console_id:invitation_id>/resend",
        people.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "<slug:slug>/people/invitations/<console_id:invitation_id>/withdraw",
        people.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("<slug:slug>/history", history.history, name="history"),
    path("<slug:slug>/history.csv", history.history_csv, name="history_csv"),
    path("<slug:slug>/issuer", issuers.issuer, name="issuer"),
    path("<slug:slug>/style", style.style, name="style"),
    path("<slug:slug>/style/sample.svg", style.style_sample, name="style_sample"),
    path("<slug:slug>/keys", issuers.keys, name="keys"),
    path("<slug:slug>/keys/new", issuers.keys_rotate, name="keys_rotate"),
    path("<slug:slug>/frameworks", frameworks.frameworks, name="frameworks"),
    path("<slug:slug>/frameworks/new", frameworks.framework_new, name="framework_new"),
    path(
        "<slug:slug>/frameworks/<console_id:framework_id>",
        frameworks.framework,
        name="framework",
    ),
    path(
        "<slug:slug>/frameworks/<console_id:framework_id>/remove",
        frameworks.framework_remove,
        name="framework_remove",
    ),
    path("<slug:slug>/badges", badges.badges, name="badges"),
    path("<slug:slug>/badges/new", badges.badge_new, name="badge_new"),
    path("<slug:slug>/badges/art.svg", badges.badge_art, name="badge_art"),
    path(
        "<slug:slug>/badges/design", designer.badge_design_new, name="badge_design_new"
    ),
    path("<slug:slug>/badges/design/art", designer.design_art, name="design_art"),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/design",
        designer.badge_design,
        name="badge_design",
    ),
    path("<slug:slug>/badges/many", sheets.badges_many, name="badges_many"),
    path(
        "<slug:slug>/badges/many/template.csv",
        sheets.badges_template,
        name="badges_template",
    ),
    path("<slug:slug>/badges/many/<console_id:sheet_id>", sheets.sheet, name="sheet"),
    path(
        "<slug:slug>/badges/many/<console_id:sheet_id>/discard",
        sheets.sheet_discard,
        name="sheet_discard",
    ),
    path("<slug:slug>/badges/<console_id:badge_id>", badges.badge, name="badge"),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/change",
        badges.badge_edit,
        name="badge_edit",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/archive",
        badges.badge_archive,
        name="badge_archive",
    ),
    path("<slug:slug>/award", awards.award_choose, name="award_choose"),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/award",
        awards.award_new,
        name="award_new",
    ),
    path("<slug:slug>/awards", awards.awards, name="awards"),
    path("<slug:slug>/awards/<console_id:award_id>", awards.award, name="award"),
    path(
        "<slug:slug>/awards/<console_id:award_id>/resend",
        awards.award_resend,
        name="award_resend",
    ),
    path(
        "<slug:slug>/awards/<console_id:award_id>/correct",
        corrections.award_correct,
        name="award_correct",
    ),
    path(
        "<slug:slug>/awards/<console_id:award_id>/suspend",
        corrections.award_suspend,
        name="award_suspend",
    ),
    path(
        "<slug:slug>/awards/<console_id:award_id>/reinstate",
        corrections.award_reinstate,
        name="award_reinstate",
    ),
    path(
        "<slug:slug>/awards/<console_id:award_id>/revoke",
        awards.award_revoke,
        name="award_revoke",
    ),
    path("<slug:slug>/awards/revoke", withdrawals.awards_revoke, name="awards_revoke"),
    path(
        "<slug:slug>/awards/withdrawals/<console_id:withdrawal_id>",
        withdrawals.withdrawal,
        name="withdrawal",
    ),
]
