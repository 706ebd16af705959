"""What an issuer says of itself, and whether it is at work: the services about it."""

from typing import Any

from django.db import transaction

from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.issuers import domains, rules
from laurel.issuers.errors import Refused
from laurel.issuers.events import (
    DomainCheckAsked,
    DomainChecked,
    HelpChanged,
    IssuerArchived,
    IssuerChanged,
    IssuerRestored,
)
from laurel.issuers.models import DomainProof, HelpText, Issuer
from laurel.issuers.types import DomainState

ASK_AGAIN_AFTER = 30  # seconds; somebody else's server answers


@transaction.atomic
def change_profile(
    *,
    issuer: Issuer,
    name: str,
    url: str,
    email: str,
    description: str,
    contact_name: str,
    phone: str,
    time_zone: str,
    language: str,
    shows_programs: bool,
    linkedin_id: str,
    actor: Actor,
) -> Issuer:
    """Change what the issuer says of itself; its looks stay.

    What was signed before keeps the old words.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    facts: dict[str, object] = {
        "name": rules.name(name),
        "url": rules.url(url),
        "email": rules.email(email),
        "description": rules.description(description),
        "mark": rules.initials(name),
        "contact_name": rules.contact_name(contact_name),
        "phone": rules.phone(phone),
        "time_zone": rules.time_zone(time_zone),
        "language": rules.language(language),
        "shows_programs": shows_programs,
        "linkedin_id": rules.linkedin_id(linkedin_id),
    }
    for field, value in facts.items():
        setattr(issuer, field, value)
    issuer.save(update_fields=[*facts])
    events.publish(IssuerChanged(actor=actor, **_about(issuer)))
    return issuer


@transaction.atomic
def archive(*, issuer: Issuer, actor: Actor) -> Issuer:
    """Let it define and award nothing any more. What it signed stays, and stays valid.

    Raises:
        Refused: it is the organization's only one, or was archived before.
    """
    row = _locked(issuer)
    if row.archived_at is not None:
        raise Refused("This issuer was archived before.")
    others = Issuer.objects.filter(organization=row.organization, archived_at=None)
    if not others.exclude(pk=row.pk).exists():
        raise Refused(
            "This is your only issuer. Add another one first, so that badges can be awarded."
        )
    row.archived_at = clock.now()
    row.save(update_fields=["archived_at"])
    events.publish(IssuerArchived(actor=actor, **_about(row)))
    return row


@transaction.atomic
def restore(*, issuer: Issuer, actor: Actor) -> Issuer:
    """Let it define and award again.

    Raises:
        Refused: it is not archived.
    """
    row = _locked(issuer)
    if row.archived_at is None:
        raise Refused("This issuer is not archived.")
    row.archived_at = None
    row.save(update_fields=["archived_at"])
    events.publish(IssuerRestored(actor=actor, **_about(row)))
    return row


@transaction.atomic
def ask_for_domain_check(*, issuer: Issuer, actor: Actor) -> DomainProof:
    """Have the issuer's site asked, by a job, whether it names the issuer.

    Raises:
        Refused: the address names no site, or it was asked a moment ago.
    """
    row, now, domain = _locked(issuer), clock.now(), domains.name_of(issuer)
    if not domain:
        raise Refused("The web address of this issuer names no site.", field="url")
    proof = DomainProof.objects.filter(issuer=row).first()
    if proof is None:
        proof = DomainProof(issuer=row)
    elif proof.domain == domain and _moments_ago(proof):
        raise Refused("We asked a moment ago. Give the site half a minute.")
    if proof.domain != domain:
        proof.checked_at = proof.proven_at = None
        proof.domain, proof.state = domain, DomainState.ASKED.value
        proof.finding = ""
    proof.asked_at = now
    proof.save()
    events.publish(DomainCheckAsked(actor=actor, domain=domain, **_about(row)))
    return proof


@transaction.atomic
def record_domain_check(
    *, issuer: Issuer, domain: str, state: DomainState, finding: str, actor: Actor
) -> DomainProof | None:
    """Write down what the site said; None: the issuer names another site meanwhile."""
    proof = DomainProof.objects.filter(issuer=_locked(issuer), domain=domain).first()
    if proof is None:
        return None
    before, now = proof.state, clock.now()
    proof.state, proof.finding, proof.checked_at = state.value, finding, now
    if state is DomainState.PROVEN:
        proof.proven_at = now
    elif state is DomainState.NOT_PROVEN:
        proof.proven_at = None  # it was looked at, and it is gone
    proof.save()
    if before != proof.state:
        events.publish(
            DomainChecked(
                actor=actor, domain=domain, state=state.value, **_about(issuer)
            )
        )
    return proof


@transaction.atomic
def write_help(*, issuer: Issuer, text: str, actor: Actor) -> HelpText | None:
    """Give the help page another text; empty: the one that Laurel brings. None: no change.

    Earlier texts are kept.

    Raises:
        Refused: the text is too long; `field` is `text`.
    """
    text = rules.help_text(text)
    row = _locked(issuer)
    newest = row.help_texts.order_by("-number").first()
    if (newest.text if newest else "") == text:
        return None
    written = HelpText.objects.create(
        issuer=row,
        number=newest.number + 1 if newest else 1,
        text=text,
        created_at=clock.now(),
    )
    events.publish(HelpChanged(actor=actor, number=written.number, **_about(row)))
    return written


def _locked(issuer: Issuer) -> Issuer:
    return Issuer.objects.select_for_update().get(pk=issuer.pk)


def _moments_ago(proof: DomainProof) -> bool:
    return (clock.now() - proof.asked_at).total_seconds() < ASK_AGAIN_AFTER


def _about(issuer: Issuer) -> dict[str, Any]:
    return {
        "organization_id": issuer.organization_id,
        "issuer_public_id": issuer.public_id,
    }
