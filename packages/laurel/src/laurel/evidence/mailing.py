"""The letters about evidence: whose name, which facts. The words are the issuer's."""

from typing import TYPE_CHECKING

from django.conf import settings

from laurel.achievements import selectors as achievements
from laurel.evidence import links, selectors
from laurel.evidence.types import Verdict
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications import services as mails
from laurel.notifications.types import Chosen, Kind, Letter, Wording
from laurel.programs import selectors as programs
from laurel.recipients import selectors as recipients

if TYPE_CHECKING:
    from laurel.evidence.models import Assignment, Reviewer, Submission, Task

KINDS = {
    Verdict.ACCEPT: Kind.EVIDENCE_ACCEPTED,
    Verdict.RETURN: Kind.EVIDENCE_RETURNED,
    Verdict.REJECT: Kind.EVIDENCE_REJECTED,
}


def tell(assignment: "Assignment", kind: Kind, *, key: str, said: str = "") -> None:
    """Write to who hands in, once for this key."""
    task = assignment.task
    issuer = task.achievement.issuer
    mails.send_letter(
        letter=_letter(
            task,
            recipient_name=assignment.name,
            button_url=links.address(assignment),
            said=said,
            due=assignment,
        ),
        chosen=notifications.chosen(
            issuer_public_id=issuer.public_id, kind=kind, wanted=[issuer.language]
        ),
        to=address_of(assignment),
        key=f"evidence:{assignment.public_id}:{key}",
        about=selectors.about_mails(assignment),
        logo_png=issuers.logo(issuer) if issuer.logo else None,
    )


def address_of(assignment: "Assignment") -> str:
    """Where mail reaches the person: what the institution's record says by now."""
    return recipients.current_address(
        assignment.task.organization_id,
        assignment.email,
        as_of=assignment.created_at,
    )


def verdict_of(work: "Submission") -> tuple[Kind, str]:
    """What the mail about a decision is, and the reviewers' words that it carries."""
    found = list(work.reviews.all())
    said = "\n\n".join(each.comment for each in found if each.comment)
    return KINDS[Verdict(found[-1].verdict)], said


def invite(reviewer: "Reviewer") -> None:
    """Send somebody outside the link by which they review."""
    task = reviewer.task
    issuer = task.achievement.issuer
    day = reviewer.expires_at.astimezone(issuers.zone(issuer))
    wording = Wording(
        subject="{issuer_name} asks you to look at evidence: {task_title}",
        heading="{recipient_name}, would you look at some evidence?",
        text="People hand in “{task_title}” for the badge {badge_name}. {issuer_name} asks you"
        " to say whether it is good enough.\n\n"
        "You need no account: the button opens your list."
        f" It works until {day.day} {day:%B %Y}. Keep it to yourself: you see what people"
        " handed in.",
        see="See what waits",
        help="",
        why="Sent to {recipient_email} because somebody at {issuer_name} named you as a reviewer.",
    )
    mails.send_letter(
        letter=_letter(
            task,
            recipient_name=reviewer.name,
            button_url=links.review_address(reviewer),
        ),
        chosen=Chosen(wording=wording, language="en", is_own=False),
        to=reviewer.email,
        key=f"evidence:reviewer:{reviewer.public_id}",
        about=f"evidence:reviewer:{reviewer.public_id}",
        logo_png=issuers.logo(issuer) if issuer.logo else None,
    )


def _letter(
    task: "Task",
    *,
    recipient_name: str,
    button_url: str,
    said: str = "",
    due: "Assignment | None" = None,
) -> Letter:
    achievement = task.achievement
    issuer = achievement.issuer
    tokens = issuers.brand_tokens(issuer)
    return Letter(
        issuer_name=issuer.name,
        issuer_url=issuer.url,
        contact_email=programs.contact_of(achievement).email,
        brand_colour=tokens["--brand"],
        brand_ink=tokens["--brand-ink"],
        recipient_name=recipient_name,
        badge_name=achievement.current.name,
        badge_sentence=achievement.current.description,
        image_url=achievements.image_address(achievement.current),
        task_title=task.title,
        due_on=selectors.window(due).last_day if due else None,
        said=said,
        button_url=button_url,
        help_url=issuers.help_address(issuer),
        base_url=settings.LAUREL.base_url,
    )
