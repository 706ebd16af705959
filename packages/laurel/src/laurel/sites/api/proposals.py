"""Where a second person approves every award, a program may propose one."""

from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.awards.errors import AlreadyAwarded, NotYet
from laurel.awards.types import Evidence
from laurel.batches import services as batches
from laurel.batches.types import Duplicates, When
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.sites.api.award_schemas import NewAward

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement


def propose(
    asked: NewAward, achievement: "Achievement", *, key: str, actor: Actor
) -> dict[str, object]:
    """Put one person before those who may approve, as a list of one.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
        AlreadyAwarded, NotYet: the person has it, or something has to be met first.
    """
    evidence = [Evidence(**piece.model_dump()) for piece in asked.evidence]
    email = asked.recipient.email
    faults = awards.faults(
        recipient_name=asked.recipient.name,
        recipient_email=email,
        narrative=asked.narrative,
        evidence=evidence,
        issued_on=asked.issuedOn,
        expires_on=asked.expiresOn,
    )
    for field, said in faults.items():
        raise Refused(said, field=field)
    whose = awards.recipient_key(email)
    if held := awards.held(achievement, [whose]).get(whose):
        raise AlreadyAwarded(
            "This person has this badge already.", award_public_id=held
        )
    if missing := awards.obstacles(achievement, [whose]).get(whose):
        raise NotYet(" ".join(each.sentence for each in missing), obstacles=missing)
    made = batches.create_of_one(
        achievement=achievement,
        recipient_name=asked.recipient.name,
        recipient_email=email,
        narrative=asked.narrative,
        evidence=evidence,
        issued_on=asked.issuedOn,
        expires_on=asked.expiresOn,
        language=asked.language,
        key=key,
        actor=actor,
    )
    submitted = batches.submit(
        batch=made,
        duplicates=Duplicates(made.duplicates),
        when=When.APPROVAL,
        expected=1,
        actor=actor,
    )
    version = achievement.current
    return {
        "status": "waits_for_approval",
        "list": submitted.public_id,
        "badge": {
            "id": achievement.public_id,
            "name": version.name,
            "version": version.number,
        },
    }
