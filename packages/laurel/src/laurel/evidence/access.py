"""May I? The answer to "not yours" is the answer to "not there"."""

import uuid

from laurel.accounts import selectors as accounts
from laurel.achievements import access as achievements
from laurel.evidence import selectors
from laurel.evidence.errors import NotFound
from laurel.evidence.models import Assignment, Attachment, Reviewer, Submission, Task
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_editing(actor: Actor, public_id: str) -> Task:
    """The task, if the actor may change what is asked for (editors).

    Raises:
        NotFound: unknown, or not theirs to change.
    """
    return _allowed(actor, selectors.task(public_id), Role.EDITOR)


def for_assessing(actor: Actor, public_id: str) -> Task:
    """The task, if the actor may see who hands in, and decide (assessors).

    Raises:
        NotFound: unknown, or not theirs to see.
    """
    return _allowed(actor, selectors.task(public_id), Role.ASSESSOR)


def for_reviewing(actor: Actor, public_id: str) -> Submission:
    """What was handed in, if the actor may decide on it. A draft is its author's alone.

    Raises:
        NotFound: unknown, not sent, or not theirs to see.
    """
    found = selectors.submission(public_id)
    _allowed(actor, found.assignment.task, Role.ASSESSOR)
    if found.sent_at is None:
        raise NotFound("nothing was sent")
    return found


def for_extending(actor: Actor, public_id: str) -> Assignment:
    """One person's turn, if the actor may give more time.

    Raises:
        NotFound: unknown, or not theirs to decide.
    """
    found = selectors.assignment(public_id)
    _allowed(actor, found.task, Role.ASSESSOR)
    return found


def for_ending(actor: Actor, public_id: str) -> Reviewer:
    """An outside reviewer, if the actor may end their link.

    Raises:
        NotFound: unknown, or not theirs to decide.
    """
    found = selectors.reviewer(public_id)
    _allowed(actor, found.task, Role.ASSESSOR)
    return found


def for_handing_in(account_id: uuid.UUID, public_id: str) -> Assignment:
    """One person's turn, if this is the person: they proved the address.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    found = selectors.assignment(public_id)
    if not accounts.has_proven(account_id=account_id, email=found.key):
        raise NotFound("not yours")
    return found


def by_link(public_id: str, token: str) -> Assignment:
    """One person's turn, by the link that was mailed to them.

    Raises:
        NotFound: unknown, or the link was made for something else.
    """
    found = selectors.assignment(public_id)
    if not selectors.fits(found, token):
        raise NotFound("not yours")
    return found


def by_review_link(token: str, public_id: str) -> tuple[Reviewer, Submission]:
    """What an outside reviewer looks at: sent for the task that they were invited to.

    Raises:
        NotFound: the link is over, or it is something else.
    """
    reviewer = selectors.reviewer_by_link(token)
    found = selectors.submission(public_id)
    if found.assignment.task_id != reviewer.task_id or found.sent_at is None:
        raise NotFound("not for them")
    return reviewer, found


def may_have(account_id: uuid.UUID | None, attachment: Attachment) -> bool:
    """Whether somebody may have a file: its author, who decides on it, or it is disclosed."""
    work = attachment.submission
    is_author = account_id is not None and accounts.has_proven(
        account_id=account_id, email=work.assignment.key
    )
    if is_author:
        return True
    if selectors.is_held(attachment) or work.sent_at is None:
        return False
    if account_id is not None and organizations.allows(
        Actor.person(account_id),
        work.assignment.task.organization_id,
        Role.VIEWER,
    ):
        return True
    return selectors.is_disclosed(attachment)


def _allowed(actor: Actor, task: Task, role: Role) -> Task:
    about = achievements.about(task.achievement.public_id)
    if not organizations.allows(actor, task.organization_id, role, about=about):
        raise NotFound("no such task")
    return task
