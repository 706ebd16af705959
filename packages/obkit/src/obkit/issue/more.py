"""Endorsements and learner records built from facts.

What an award has beyond its facts (results, endorsements, a schema, …) is put into the model that
`build` gives: `dataclasses.replace(credential, endorsement=(…))`.
"""

from obkit.issue import facts
from obkit.issue.ob3 import achievement, identifiers, profile, status_entry
from obkit.model import clr, ob3
from obkit.model.values import Instant


def build_endorsement(facts_: facts.Endorsement) -> ob3.EndorsementCredential:
    """Build an endorsement, unsigned (OB30-E1)."""
    return ob3.EndorsementCredential(
        context=(ob3.CREDENTIALS_V2, ob3.OB3_CONTEXT),
        id=facts_.id,
        type=("VerifiableCredential", "EndorsementCredential"),
        name=facts_.name,
        issuer=profile(facts_.endorser),
        valid_from=Instant.of(facts_.valid_from),
        valid_until=Instant.of(facts_.valid_until) if facts_.valid_until else None,
        credential_subject=ob3.EndorsementSubject(
            id=facts_.about, endorsement_comment=facts_.comment or None
        ),
        credential_status=status_entry(facts_.status) if facts_.status else None,
    )


def build_record(record: facts.Record) -> clr.ClrCredential:
    """Build a learner record, unsigned, around credentials that are signed already (CL-9)."""
    return clr.ClrCredential(
        context=(ob3.CREDENTIALS_V2, clr.CLR_CONTEXT, ob3.OB3_CONTEXT),
        id=record.id,
        type=("VerifiableCredential", "ClrCredential"),
        name=record.name,
        issuer=profile(record.issuer),
        valid_from=Instant.of(record.valid_from),
        valid_until=Instant.of(record.valid_until) if record.valid_until else None,
        partial=record.is_partial,
        credential_subject=clr.ClrSubject(
            id=record.recipient.id or None,
            identifier=identifiers(record.recipient),
            achievement=tuple(achievement(item) for item in record.achievements),
            verifiable_credential=record.credentials,
            association=tuple(
                clr.Association(
                    association_type=item.type,
                    source_id=item.source,
                    target_id=item.target,
                )
                for item in record.associations
            ),
        ),
        credential_status=status_entry(record.status) if record.status else None,
    )
