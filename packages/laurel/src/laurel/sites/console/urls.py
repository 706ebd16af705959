"""The addresses of the console. Each has a row in the permission matrix of the tests."""

from django.urls import path, register_converter

from laurel.foundation import ids
from laurel.sites.console.views import (
    awards,
    badges,
    batches,
    class_badges,
    classes,
    corrections,
    courses,
    define,
    designer,
    desk,
    duplicates,
    endorsements,
    evidence,
    faculties,
    families,
    figures,
    frameworks,
    grid,
    history,
    issuers,
    mails,
    organizations,
    pathways,
    people,
    privacy,
    programs,
    recipients,
    releases,
    renewals,
    results,
    rights,
    rules,
    sheets,
    style,
    tasks,
    tokens,
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
    path("<slug:slug>/awards.csv", figures.figures_csv, name="figures_csv"),
    path("<slug:slug>/rates.csv", figures.rates_csv, name="rates_csv"),
    path("<slug:slug>/awards/expiring", figures.expiring, name="expiring"),
    path("<slug:slug>/people", people.people, name="people"),
    path("<slug:slug>/people/invite", people.people_invite, name="people_invite"),
    path("<slug:slug>/people/take-out", privacy.take_out, name="take_out"),
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
    path(
        "<slug:slug>/endorsements", endorsements.endorsement_list, name="endorsements"
    ),
    path(
        "<slug:slug>/endorsements/rule",
        endorsements.endorsement_rule,
        name="endorsement_rule",
    ),
    path(
        "<slug:slug>/endorsements/ask",
        endorsements.endorsement_ask,
        name="endorsement_ask",
    ),
    path(
        "<slug:slug>/endorsements/give",
        endorsements.endorsement_give,
        name="endorsement_give",
    ),
    path(
        "<slug:slug>/endorsements/<console_id:endorsement_id>",
        endorsements.endorsement,
        name="endorsement",
    ),
    path(
        "<slug:slug>/endorsements/<console_id:given_id>/take-back",
        endorsements.endorsement_back,
        name="endorsement_back",
    ),
    path("<slug:slug>/help-desk", desk.help_desk, name="desk"),
    path("<slug:slug>/help-desk/<console_id:ticket_id>", desk.ticket, name="ticket"),
    path("<slug:slug>/evidence", evidence.queue, name="evidence"),
    path(
        "<slug:slug>/evidence/<console_id:submission_id>",
        evidence.submission,
        name="submission",
    ),
    path("<slug:slug>/badges/<console_id:badge_id>/tasks", tasks.tasks, name="tasks"),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/tasks/new",
        tasks.task_new,
        name="task_new",
    ),
    path("<slug:slug>/tasks/<console_id:task_id>", tasks.task, name="task"),
    path(
        "<slug:slug>/tasks/<console_id:task_id>/archive",
        tasks.task_archive,
        name="task_archive",
    ),
    path(
        "<slug:slug>/tasks/<console_id:task_id>/people",
        tasks.task_people,
        name="task_people",
    ),
    path(
        "<slug:slug>/tasks/<console_id:task_id>/reviewers",
        tasks.reviewer_invite,
        name="reviewer_invite",
    ),
    path(
        "<slug:slug>/evidence/reviewers/<console_id:reviewer_id>/end",
        tasks.reviewer_end,
        name="reviewer_end",
    ),
    path(
        "<slug:slug>/evidence/time/<console_id:assignment_id>",
        tasks.extension,
        name="extension",
    ),
    path("<slug:slug>/history", history.history, name="history"),
    path("<slug:slug>/history.csv", history.history_csv, name="history_csv"),
    path("<slug:slug>/settings", organizations.organization_settings, name="settings"),
    path("<slug:slug>/issuer", issuers.issuer, name="issuer"),
    path("<slug:slug>/issuers", faculties.faculties, name="issuers"),
    path("<slug:slug>/issuers/new", faculties.faculty_new, name="issuer_new"),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>",
        faculties.faculty,
        name="issuer_profile",
    ),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>/domain",
        faculties.faculty_domain,
        name="issuer_domain",
    ),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>/archive",
        faculties.faculty_archive,
        name="issuer_archive",
    ),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>/restore",
        faculties.faculty_restore,
        name="issuer_restore",
    ),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>/help",
        faculties.faculty_help,
        name="issuer_help",
    ),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>/mails",
        mails.mails,
        name="issuer_mails",
    ),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>/mails/<slug:kind>/<slug:language>",
        mails.mail,
        name="issuer_mail",
    ),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>/mails/<slug:kind>/<slug:language>/preview",
        mails.mail_preview,
        name="issuer_mail_preview",
    ),
    path(
        "<slug:slug>/issuers/<console_id:issuer_id>/mails/<slug:kind>/<slug:language>/reset",
        mails.mail_reset,
        name="issuer_mail_reset",
    ),
    path("<slug:slug>/programs", programs.program_list, name="programs"),
    path("<slug:slug>/programs/new", programs.program_new, name="program_new"),
    path(
        "<slug:slug>/programs/<console_id:program_id>",
        programs.program,
        name="program",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/archive",
        programs.program_archive,
        name="program_archive",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/restore",
        programs.program_restore,
        name="program_restore",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/release",
        releases.release,
        name="release",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/release/remove",
        releases.release_remove,
        name="release_remove",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/release/automatic",
        releases.release_automatic,
        name="release_automatic",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/waiting",
        releases.waiting_board,
        name="waiting",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/graduates",
        releases.graduates,
        name="graduates",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/graduates/<console_id:graduates_id>",
        releases.graduate_list,
        name="graduate_list",
    ),
    path(
        "<slug:slug>/programs/<console_id:program_id>/courses",
        courses.program_courses,
        name="program_courses",
    ),
    path("<slug:slug>/classes", classes.class_list, name="classes"),
    path("<slug:slug>/classes/new", classes.class_new, name="class_new"),
    path(
        "<slug:slug>/classes/<console_id:class_id>",
        classes.class_page,
        name="class",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/settings",
        classes.class_settings,
        name="class_settings",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/next",
        classes.class_next,
        name="class_next",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/archive",
        classes.class_archive,
        name="class_archive",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/restore",
        classes.class_restore,
        name="class_restore",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/learners",
        results.class_learners,
        name="class_learners",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/learners/<console_id:learner_id>",
        results.class_learner,
        name="class_learner",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/learners/<console_id:learner_id>/leave",
        results.class_leave,
        name="class_leave",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/results",
        results.class_results,
        name="class_results",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/lists",
        results.class_import,
        name="class_import",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/lists/<console_id:brought_id>",
        results.class_brought,
        name="class_brought",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/badge",
        class_badges.class_badge,
        name="class_badge",
    ),
    path(
        "<slug:slug>/classes/<console_id:class_id>/badge/<console_id:badge_id>/take",
        class_badges.class_badge_take,
        name="class_badge_take",
    ),
    path("<slug:slug>/pathways", pathways.pathway_list, name="pathways"),
    path("<slug:slug>/pathways/new", pathways.pathway_new, name="pathway_new"),
    path(
        "<slug:slug>/pathways/<console_id:pathway_id>",
        pathways.pathway,
        name="pathway",
    ),
    path(
        "<slug:slug>/pathways/<console_id:pathway_id>/facts",
        pathways.pathway_facts,
        name="pathway_facts",
    ),
    path(
        "<slug:slug>/pathways/<console_id:pathway_id>/steps",
        pathways.pathway_step,
        name="pathway_step",
    ),
    path(
        "<slug:slug>/pathways/<console_id:pathway_id>/branches",
        pathways.pathway_branch,
        name="pathway_branch",
    ),
    path(
        "<slug:slug>/pathways/<console_id:pathway_id>/publish",
        pathways.pathway_publish,
        name="pathway_publish",
    ),
    path(
        "<slug:slug>/pathways/<console_id:pathway_id>/archive",
        pathways.pathway_archive,
        name="pathway_archive",
    ),
    path(
        "<slug:slug>/pathways/<console_id:pathway_id>/restore",
        pathways.pathway_restore,
        name="pathway_restore",
    ),
    path("<slug:slug>/style", style.style, name="style"),
    path("<slug:slug>/style/sample.svg", style.style_sample, name="style_sample"),
    path("<slug:slug>/keys", issuers.keys, name="keys"),
    path("<slug:slug>/keys/new", issuers.keys_rotate, name="keys_rotate"),
    path("<slug:slug>/api", tokens.tokens, name="tokens"),
    path(
        "<slug:slug>/api/<console_id:token_id>/end", tokens.token_end, name="token_end"
    ),
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
    path("<slug:slug>/badges/new", define.badge_new, name="badge_new"),
    path("<slug:slug>/badges/art.svg", badges.badge_art, name="badge_art"),
    path(
        "<slug:slug>/badges/design", designer.badge_design_new, name="badge_design_new"
    ),
    path("<slug:slug>/badges/design/art", designer.design_art, name="design_art"),
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
        define.badge_edit,
        name="badge_edit",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/change/<slug:step>",
        define.badge_step,
        name="badge_step",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/publish",
        define.badge_publish,
        name="badge_publish",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/discard",
        define.badge_discard,
        name="badge_discard",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/spelling",
        define.badge_spelling,
        name="badge_spelling",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/listing",
        badges.badge_listing,
        name="badge_listing",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/earn",
        badges.badge_earn,
        name="badge_earn",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/picture.svg",
        badges.badge_picture,
        name="badge_picture",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/unarchive",
        badges.badge_unarchive,
        name="badge_unarchive",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/archive",
        badges.badge_archive,
        name="badge_archive",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/rights",
        rights.badge_rights,
        name="badge_rights",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/rights/<uuid:member_id>/withdraw",
        rights.badge_right_withdraw,
        name="badge_right_withdraw",
    ),
    path("<slug:slug>/families", families.families, name="families"),
    path("<slug:slug>/families/new", families.family_new, name="family_new"),
    path("<slug:slug>/families/gather", families.family_gather, name="family_gather"),
    path(
        "<slug:slug>/families/<console_id:family_id>",
        families.family,
        name="family",
    ),
    path(
        "<slug:slug>/families/<console_id:family_id>/change",
        families.family_change,
        name="family_change",
    ),
    path(
        "<slug:slug>/families/<console_id:family_id>/dissolve",
        families.family_dissolve,
        name="family_dissolve",
    ),
    path(
        "<slug:slug>/families/gaps/<console_id:gap_id>",
        families.gap_decide,
        name="gap_decide",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/rule",
        rules.badge_rule,
        name="badge_rule",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/rule/trial",
        rules.badge_trial,
        name="badge_trial",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/rule/equivalents",
        rules.badge_equivalents,
        name="badge_equivalents",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/rule/equivalents/"
        "<console_id:equivalence_id>/withdraw",
        rules.equivalent_withdraw,
        name="equivalent_withdraw",
    ),
    path(
        "<slug:slug>/awards/<console_id:award_id>/why",
        rules.award_why,
        name="award_why",
    ),
    path("<slug:slug>/award", awards.award_choose, name="award_choose"),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/award",
        awards.award_new,
        name="award_new",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/award/many",
        batches.award_many,
        name="award_many",
    ),
    path("<slug:slug>/batches", batches.batch_list, name="batches"),
    path("<slug:slug>/batches/<console_id:batch_id>", batches.batch, name="batch"),
    path(
        "<slug:slug>/batches/<console_id:batch_id>/rows",
        grid.batch_rows,
        name="batch_rows",
    ),
    path(
        "<slug:slug>/batches/<console_id:batch_id>/columns",
        grid.batch_columns,
        name="batch_columns",
    ),
    path(
        "<slug:slug>/batches/<console_id:batch_id>/award",
        grid.batch_award,
        name="batch_award",
    ),
    path(
        "<slug:slug>/batches/<console_id:batch_id>/mail/<int:number>",
        grid.batch_mail,
        name="batch_mail",
    ),
    path(
        "<slug:slug>/batches/<console_id:batch_id>/address/<int:number>",
        batches.batch_address,
        name="batch_address",
    ),
    path(
        "<slug:slug>/batches/<console_id:batch_id>/act",
        batches.batch_act,
        name="batch_act",
    ),
    path(
        "<slug:slug>/batches/<console_id:batch_id>/revoke",
        batches.batch_revoke,
        name="batch_revoke",
    ),
    path(
        "<slug:slug>/batches/<console_id:batch_id>/rest.csv",
        batches.batch_rest,
        name="batch_rest",
    ),
    path("<slug:slug>/duplicates", duplicates.duplicates, name="duplicates"),
    path(
        "<slug:slug>/duplicates/<console_id:case_id>",
        duplicates.duplicate,
        name="duplicate",
    ),
    path("<slug:slug>/recipients", recipients.recipients, name="recipients"),
    path(
        "<slug:slug>/recipients/<console_id:list_id>",
        recipients.recipient_list,
        name="recipient_list",
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
    path(
        "<slug:slug>/awards/<console_id:award_id>/renew",
        renewals.award_renew,
        name="award_renew",
    ),
    path("<slug:slug>/renewals", renewals.renewal_board, name="renewals"),
    path("<slug:slug>/renewals.csv", renewals.renewals_csv, name="renewals_csv"),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/renewal",
        renewals.badge_renewal,
        name="badge_renewal",
    ),
    path(
        "<slug:slug>/badges/<console_id:badge_id>/renewal/rule",
        renewals.badge_renewal_rule,
        name="badge_renewal_rule",
    ),
    path("<slug:slug>/awards/renew", renewals.awards_renew, name="awards_renew"),
    path("<slug:slug>/awards/revoke", withdrawals.awards_revoke, name="awards_revoke"),
    path(
        "<slug:slug>/awards/withdrawals/<console_id:withdrawal_id>",
        withdrawals.withdrawal,
        name="withdrawal",
    ),
]
