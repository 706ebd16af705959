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
    ),
    # Many awards wait for a second person: tell those who may approve.
    "batch.proposed": ("laurel.batches.tasks.send_approval_mails",),
    # An owner asks whether the issuer's site knows the issuer: look there.
    "issuer.domain_check_asked": ("laurel.issuers.tasks.check_domain",),
    # The award was decided: build, sign, check and store its credential.
    "award.granted": ("laurel.issuing.tasks.issue",),
    # The credential exists: tell the person it was made for.
    "credential.issued": ("laurel.issuing.tasks.send_award_mail",),
    # Its facts were corrected, or it counts again: make the next generation of the credential.
    "award.amended": (
        "laurel.issuing.tasks.issue",
        "laurel.duplicates.tasks.compare_again",
    ),
    # Its holder shows more of it, or less: make the generation that says so.
    "award.disclosed": ("laurel.issuing.tasks.issue",),
    # The record has other addresses: two awards may be known to be one person's by now.
    "recipients.imported": ("laurel.duplicates.tasks.compare_moved",),
    # The decision stands again: it may be a second one meanwhile.
    "award.restored": ("laurel.duplicates.tasks.compare_again",),
    "credential.reinstated": ("laurel.issuing.tasks.issue",),
    # What its recipient has to know: take the new file; it does not count for now.
    "credential.reissued": ("laurel.issuing.notices.send_reissued_mail",),
    "credential.suspended": ("laurel.issuing.notices.send_suspended_mail",),
    # The credential is over: its recipient may be awarded again, and is told.
    "credential.revoked": (
        "laurel.issuing.tasks.release",
        "laurel.issuing.notices.send_revoked_mail",
    ),
    # Endorsements: ask, tell whom it praises, tell who looks first; sign what carries them anew.
    "endorsement.asked": ("laurel.endorsements.tasks.send_question",),
    "endorsement.signed": ("laurel.endorsements.tasks.send_signed",),
    "endorsement.waiting": ("laurel.endorsements.tasks.send_notice",),
    "endorsement.shown": ("laurel.issuing.tasks.carry_endorsements",),
    "endorsement.hidden": ("laurel.issuing.tasks.carry_endorsements",),
    "endorsement.ended": ("laurel.issuing.tasks.carry_endorsements",),
    # The help desk: say that it arrived, ask the holder, tell the staff, bring the answer.
    "ticket.opened": ("laurel.desk.tasks.send_receipt",),
    "ticket.name_asked": ("laurel.desk.tasks.send_confirmation",),
    "ticket.confirmed": ("laurel.desk.tasks.send_notice",),
    "ticket.written": ("laurel.desk.tasks.send_notice",),
    "ticket.answered": ("laurel.desk.tasks.send_answer",),
    "ticket.closed": ("laurel.desk.tasks.send_closed",),
}

# Every ten minutes, by every worker: functions without arguments, harmless to repeat.
CHORES: Final = (
    "laurel.accounts.services.forget_unproven",
    "laurel.issuers.tasks.recheck_domains",
    "laurel.sheets.services.forget_old",
    "laurel.desk.services.forget_unconfirmed",
    "laurel.endorsements.services.forget_old",
    "laurel.foundation.bounce_mailbox.read_mailbox",
    "laurel.duplicates.services.look",
    "laurel.recipients.services.forget_old",
    "laurel.privacy.services.forget_old",
    "laurel.backpack.tasks.look_at_old_ones",
)
