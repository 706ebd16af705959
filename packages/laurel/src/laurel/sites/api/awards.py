"""Awarding, looking at awards and revoking them, for an organisation's own programs."""

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from laurel.achievements import access as achievement_access
from laurel.awards import access as award_access
from laurel.awards import selectors as awards
from laurel.awards.types import UNSET, Evidence
from laurel.credentials import access as credential_access
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import AlreadyRevoked
from laurel.foundation import clock
from laurel.foundation.errors import NotFound
from laurel.issuing import services as issuing
from laurel.sites.api import paging, proposals
from laurel.sites.api.award_schemas import (
    Award,
    Awards,
    NewAward,
    Proposed,
    Refusal,
    Revocation,
)
from laurel.sites.api.doing import (
    REFUSED,
    UNASKED,
    answer,
    body_of,
    or_refused,
    read_json_body,
)
from laurel.sites.api.doors import by_token, entered
from laurel.sites.api.root import api, read_object, wrong
from laurel.sites.public import responses
from laurel.tokens.types import Scope

if TYPE_CHECKING:
    from laurel.awards import models
    from laurel.credentials.models import Credential

LONGEST_KEY = 150
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": f"Made by you for this award, at most {LONGEST_KEY} characters. The same key"
    " with the same award is the same award, however often it is sent.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}


@api.post(
    "/v1/awards",
    auth=by_token,
    response={
        HTTPStatus.CREATED: Award,
        HTTPStatus.OK: Award,
        HTTPStatus.ACCEPTED: Proposed,
        **REFUSED,
    },
    operation_id="award",
    summary="Award a badge",
    description="Needs the scope `award`. 201: it was awarded; 200: it was, with this key; 202: a"
    " second person has to approve it; 409: something stands in the way, and `detail` says what.",
    openapi_extra={"parameters": [_KEY], "requestBody": body_of(NewAward)},
)
def award(request: HttpRequest) -> Any:
    """Award a badge to one person; signed before the answer, the mail on its way."""
    bearer = entered(request, Scope.AWARD)
    key = _key(request)
    asked = read_object(read_json_body(request), NewAward)
    found = achievement_access.for_awarding(bearer.actor, asked.badge)
    if bearer.token.organization.awards_need_approval:
        proposed = or_refused(
            lambda: proposals.propose(asked, found, key=key, actor=bearer.actor)
        )
        return answer(HTTPStatus.ACCEPTED, proposed)
    repeated = awards.of_key(bearer.token.organization, key) is not None
    issued = or_refused(
        lambda: issuing.award(
            achievement=found,
            recipient_name=asked.recipient.name,
            recipient_email=asked.recipient.email,
            narrative=asked.narrative,
            evidence=[Evidence(**piece.model_dump()) for piece in asked.evidence],
            issued_on=asked.issuedOn,
            expires_on=asked.expiresOn
            if "expiresOn" in asked.model_fields_set
            else UNSET,
            language=asked.language,
            idempotency_key=key,
            actor=bearer.actor,
        )
    )
    status = HTTPStatus.OK if repeated else HTTPStatus.CREATED
    answered = answer(status, _award(issued.award, issued.credential))
    if not repeated:
        answered["Location"] = f"/api/v1/awards/{issued.award.public_id}"
    return answered


@api.get(
    "/v1/awards",
    auth=by_token,
    response={
        HTTPStatus.OK: Awards,
        HTTPStatus.UNPROCESSABLE_ENTITY: Refusal,
        **UNASKED,
    },
    operation_id="awards",
    summary="List awards",
    description="Needs the scope `read`. The newest first.",
    openapi_extra=paging.documented(
        ("badge", "Only those of this badge, by its id."),
        ("recipient", "Only those of this e-mail address."),
    ),
)
def listed(request: HttpRequest) -> Any:
    """The organisation's awards."""
    bearer = entered(request, Scope.READ)
    paging.know(request, "badge", "recipient")
    rows = awards.of_organization(bearer.token.organization).filter(erased_at=None)
    if badge := request.GET.get("badge"):
        rows = rows.filter(achievement__public_id=badge)
    if recipient := request.GET.get("recipient"):
        rows = rows.filter(recipient_key=awards.recipient_key(recipient))
    found, after = paging.part(request, rows)
    standing = {
        row.award_public_id: row
        for row in credentials.of_awards([one.public_id for one in found])
    }
    return responses.fresh_json(
        {
            "awards": [_award(one, standing.get(one.public_id)) for one in found],
            "next": after,
        }
    )


@api.get(
    "/v1/awards/{award_id}",
    auth=by_token,
    response={HTTPStatus.OK: Award, HTTPStatus.NOT_FOUND: Refusal, **UNASKED},
    operation_id="one_award",
    summary="Look at an award",
    description="Needs the scope `read`.",
)
def one(request: HttpRequest, award_id: str) -> Any:
    """One award as it stands now."""
    bearer = entered(request, Scope.READ)
    found = award_access.for_viewing(bearer.actor, award_id)
    if found.erased_at is not None:
        raise NotFound("the person was taken out of it")
    return responses.fresh_json(_award(found, credentials.of_award(award_id)))


@api.post(
    "/v1/awards/{award_id}/revoke",
    auth=by_token,
    response={HTTPStatus.OK: Award, **REFUSED},
    operation_id="revoke",
    summary="Revoke an award",
    description="Needs the scope `award`. Whoever checks it is told so from then on; what was"
    " revoked before is answered as it stands.",
    openapi_extra={"requestBody": body_of(Revocation)},
)
def revoke(request: HttpRequest, award_id: str) -> Any:
    """Take a badge back."""
    bearer = entered(request, Scope.AWARD)
    asked = read_object(read_json_body(request), Revocation)
    found = award_access.for_awarding(bearer.actor, award_id)
    credential = credential_access.for_revoking(bearer.actor, award_id)
    with suppress(AlreadyRevoked):  # a repeat: it is as it was wanted
        credential = or_refused(
            lambda: credential_services.revoke(
                credential=credential,
                reason=asked.reason,
                public_wording=asked.publicWording,
                private_note=asked.note,
                actor=bearer.actor,
            )
        )
    return responses.fresh_json(_award(found, credential))


# --- what was sent -------------------------------------------------------------------


def _key(request: HttpRequest) -> str:
    given = request.headers.get("Idempotency-Key", "").strip()
    if (
        not given
        or len(given) > LONGEST_KEY
        or not (given.isascii() and given.isprintable())
    ):
        raise wrong(
            f"send this header with 1 to {LONGEST_KEY} characters that you make for this award,"
            " so that sending it again awards nothing twice.",
            field="Idempotency-Key",
        )
    return f"api:{given}"  # a key of a form or of a rule is another one


# --- what is answered ----------------------------------------------------------------


def _award(found: "models.Award", credential: "Credential | None") -> dict[str, object]:
    at = credentials.addresses_of(found.public_id)
    return {
        "id": found.public_id,
        "status": _status(credential),
        "page": at.page,
        "badge": {
            "id": found.achievement.public_id,
            "name": found.version.name,
            "version": found.version.number,
        },
        "recipient": {"name": found.recipient_name, "email": found.recipient_email},
        "narrative": found.narrative,
        "evidence": found.evidence,
        "issuedOn": str(found.issued_on or found.granted_at.date()),
        "expiresOn": str(found.expires_on) if found.expires_on else None,
        "documents": {
            "openBadges3": f"{at.page}/credential.json",
            "jwt": f"{at.page}/credential.jwt",
            "openBadges2": at.ob2,
            "picture": at.png,
        }
        if credential
        else None,
    }


def _status(credential: "Credential | None") -> str:
    if credential is None:
        return "being_signed"
    if credential.is_revoked:
        return "revoked"
    if credential.is_suspended:
        return "suspended"
    if not credential.is_active:
        return "replaced"
    return "expired" if credential.expired(clock.now()) else "valid"
