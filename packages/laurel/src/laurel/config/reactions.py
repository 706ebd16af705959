"""When this happens, then that, and what is done now and then: all of it in one place.

Event name → functions by dotted string. Each gets a `foundation.events.Recorded`, runs
as a job after the commit, and must be harmless to repeat.
"""

from collections.abc import Mapping
from typing import Final

REACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    # Somebody is invited: mail the link. It is made there, so that no event carries it.
    "organization.member_invited": ("laurel.issuers.tasks.send_invitation_mail",),
    "organization.invitation_resent": ("laurel.issuers.tasks.send_invitation_mail",),
    # Two accounts of one person became one: what the closed one was, the other one is.
    "account.merged": (
        "laurel.organizations.merging.take_over",
        "laurel.backpack.merging.take_over",
        "laurel.collecting.merging.take_over",
        "laurel.pathways.merging.take_over",
        "laurel.classes.merging.take_over",
        "laurel.evidence.merging.take_over",
    ),
    # They had brought the same badge: it stays in their collections.
    "backpack.import_joined": ("laurel.collecting.merging.follow_import",),
    # Many awards wait for a second person: tell those who may approve.
    "batch.proposed": ("laurel.batches.tasks.send_approval_mails",),
    # An owner asks whether the issuer's site knows the issuer: look there.
    "issuer.domain_check_asked": ("laurel.issuers.tasks.check_domain",),
    # The award was decided: build, sign, check and store its credential.
    "award.granted": ("laurel.issuing.tasks.issue",),
    # The credential exists: tell the person it was made for.
    "credential.issued": (
        "laurel.issuing.tasks.send_award_mail",
        "laurel.eligibility.tasks.follow_award",
    ),
    # Something more is known of learners, or asked of them: award what is met by now.
    "result.recorded": (
        "laurel.eligibility.tasks.look_at_learners",
        "laurel.releases.tasks.follow_learners",
        "laurel.renewals.tasks.look_at_learners",
    ),
    "learner.enrolled": (
        "laurel.eligibility.tasks.look_at_learners",
        "laurel.releases.tasks.follow_learners",
        "laurel.evidence.tasks.assign_enrolled",
    ),
    "equivalent.accepted": ("laurel.eligibility.tasks.look_at_equivalent",),
    "rule.set": ("laurel.eligibility.tasks.look_at_everybody",),
    # Its facts were corrected, or it counts again: make the next generation of the credential.
    "award.amended": (
        "laurel.issuing.tasks.issue",
        "laurel.duplicates.tasks.compare_again",
    ),
    # Its holder shows more of it, or less: make the generation that says so.
    "award.disclosed": ("laurel.issuing.tasks.issue",),
    "award.supported": ("laurel.issuing.tasks.issue",),
    # The record has other addresses: two awards may be known to be one person's by now.
    "recipients.imported": (
        "laurel.duplicates.tasks.compare_moved",
        "laurel.classes.moving.follow",
        "laurel.evidence.tasks.follow",
    ),
    # The decision stands again: it may be a second one meanwhile.
    "award.restored": ("laurel.duplicates.tasks.compare_again",),
    # It counts again: so may the badges that build on it.
    "credential.reinstated": (
        "laurel.issuing.tasks.issue",
        "laurel.families.tasks.settle",
    ),
    # What its recipient has to know: take the new file; it does not count for now.
    "credential.reissued": ("laurel.issuing.notices.send_reissued_mail",),
    "credential.suspended": ("laurel.issuing.notices.send_suspended_mail",),
    # The credential is over: its recipient may be awarded again, and is told.
    "credential.revoked": (
        "laurel.issuing.tasks.release",
        "laurel.issuing.notices.send_revoked_mail",
        "laurel.families.tasks.look_at_lower",
    ),
    # Endorsements: ask, tell whom it praises, tell who looks first; sign what carries them anew.
    "endorsement.asked": ("laurel.endorsements.tasks.send_question",),
    "endorsement.signed": ("laurel.endorsements.tasks.send_signed",),
    "endorsement.waiting": ("laurel.endorsements.tasks.send_notice",),
    "endorsement.shown": ("laurel.issuing.tasks.carry_endorsements",),
    "endorsement.hidden": ("laurel.issuing.tasks.carry_endorsements",),
    "endorsement.ended": ("laurel.issuing.tasks.carry_endorsements",),
    # How far learners are changed: whose badge is expected now, and from when on may it leave?
    "learner.left": ("laurel.releases.tasks.follow_learners",),
    "class.changed": (
        "laurel.releases.tasks.follow_class",
        "laurel.evidence.tasks.move_windows",
    ),
    "class.ended": ("laurel.releases.tasks.follow_class",),
    "program.courses_changed": ("laurel.releases.tasks.follow_program",),
    # A gate opened, or another one was set up: award what may leave by now.
    "release.policy_set": (
        "laurel.releases.tasks.follow_program",
        "laurel.eligibility.tasks.look_at_program",
    ),
    "release.policy_removed": ("laurel.eligibility.tasks.look_at_program",),
    "release.confirmed": ("laurel.eligibility.tasks.look_at_released",),
    "release.approved": ("laurel.eligibility.tasks.look_at_released",),
    "release.due": ("laurel.eligibility.tasks.look_at_released",),
    # A badge is being prepared: tell its learner between which days it comes.
    "release.expected": ("laurel.releases.tasks.send_expected_mail",),
    # What a higher badge was missing is settled: if that alone suspended it, it counts again.
    "family.gap_closed": ("laurel.families.tasks.take_back",),
    # Evidence: who is to hand in, and what they are told.
    "evidence.task_created": ("laurel.evidence.tasks.assign_classes",),
    "class.badge_set": ("laurel.evidence.tasks.assign_for_badge",),
    "evidence.assigned": ("laurel.evidence.tasks.send_first_mail",),
    "evidence.extended": ("laurel.evidence.tasks.send_extended_mail",),
    "evidence.accepted": (
        "laurel.evidence.tasks.send_verdict_mail",
        "laurel.issuing.supporting.carry_accepted",
        "laurel.eligibility.tasks.look_at_evidence",
        "laurel.renewals.tasks.look_at_evidence",
    ),
    "evidence.returned": ("laurel.evidence.tasks.send_verdict_mail",),
    "evidence.rejected": ("laurel.evidence.tasks.send_verdict_mail",),
    "evidence.reviewer_invited": ("laurel.evidence.tasks.send_reviewer_mail",),
    # The help desk: say that it arrived, ask the holder, tell the staff, bring the answer.
    "ticket.opened": ("laurel.desk.tasks.send_receipt",),
    "ticket.name_asked": ("laurel.desk.tasks.send_confirmation",),
    "ticket.confirmed": ("laurel.desk.tasks.send_notice",),
    "ticket.written": ("laurel.desk.tasks.send_notice",),
    "ticket.answered": ("laurel.desk.tasks.send_answer",),
    "ticket.closed": ("laurel.desk.tasks.send_closed",),
}

# Events whose names begin so change what public pages tell of badges: the next look at one
# reads it anew. What says whether a badge holds is read at every look.
ON_PAGES: Final = (
    "achievement.",
    "endorsement.",
    "family.",
    "issuer.",
    "pathway.",
    "person.",
    "program.",
)

# Every ten minutes, by every worker: functions without arguments, harmless to repeat.
CHORES: Final = (
    "laurel.accounts.services.forget_unproven",
    "laurel.issuers.tasks.recheck_domains",
    "laurel.sheets.services.forget_old",
    "laurel.desk.services.forget_unconfirmed",
    "laurel.endorsements.services.forget_old",
    "laurel.foundation.bounce_mailbox.read_mailbox",
    "laurel.duplicates.services.look",
    "laurel.renewals.services.remind",
    "laurel.renewals.tasks.sweep",
    "laurel.recipients.services.forget_old",
    "laurel.classes.services.tell_moments",
    "laurel.releases.services.look",
    "laurel.releases.services.forget_old",
    "laurel.eligibility.tasks.sweep",
    "laurel.classes.services.forget_lists",
    "laurel.privacy.services.forget_old",
    "laurel.backpack.tasks.look_at_old_ones",
    "laurel.families.services.settle_all",
    "laurel.evidence.tasks.remind",
    "laurel.evidence.tasks.scan_held",
)
