"""Reading issuers and their public documents."""

import datetime as dt
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from obkit import issue

from laurel.design import selectors as design
from laurel.design.types import Brand, Shape, Style
from laurel.foundation import clock, files
from laurel.issuers import addresses, documents, domains, rules
from laurel.issuers import publisher as instance
from laurel.issuers.errors import NotFound
from laurel.issuers.models import Issuer
from laurel.issuers.types import Domain, Help, SigningKey
from laurel.keys import selectors as keys
from laurel.keys.types import PublishedKey

if TYPE_CHECKING:
    from laurel.organizations.models import Organization


def public(public_id: str) -> Issuer:
    """The issuer that everybody may see.

    Raises:
        NotFound: there is none of that id.
    """
    issuer = Issuer.objects.filter(public_id=public_id).first()
    if issuer is None:
        raise NotFound("no such issuer")
    return issuer


def of_organization(organization: "Organization") -> QuerySet[Issuer]:
    """The organization's issuers, the first one first; archived ones included."""
    return Issuer.objects.filter(organization=organization).order_by("created_at", "pk")


def at_work(organization: "Organization") -> QuerySet[Issuer]:
    """The organization's issuers that may define and award, the first one first."""
    return of_organization(organization).filter(archived_at=None)


def every() -> QuerySet[Issuer]:
    """Every issuer of this instance, also those that were archived, the first one first."""
    return Issuer.objects.order_by("created_at", "pk")


def listed(*, limit: int) -> QuerySet[Issuer]:
    """The issuers of this instance that are at work, by name; for its front page."""
    return Issuer.objects.filter(archived_at=None).order_by("name", "pk")[:limit]


def of_public_ids(public_ids: Collection[str]) -> QuerySet[Issuer]:
    """Those of these issuers that exist; for everybody."""
    return Issuer.objects.filter(public_id__in=public_ids)


def facts(issuer: Issuer) -> issue.Issuer:
    """The issuer as credentials name it."""
    return documents.facts(issuer)


def profile(issuer: Issuer, endorsements: tuple[issue.Endorsed, ...] = ()) -> bytes:
    """The Open Badges 3.0 Profile, JSON-LD, with what others say of it."""
    return documents.profile(issuer, endorsements)


def ob2_profile(issuer: Issuer, endorsements: tuple[issue.Endorsed, ...] = ()) -> bytes:
    """The Open Badges 2.0 Profile, JSON-LD, with what others say of it."""
    return documents.ob2_profile(issuer, endorsements)


def did_document(issuer: Issuer) -> bytes:
    """The DID document with every key that ever signed."""
    return documents.did_document(issuer)


def did_document_at(public_id: str) -> bytes:
    """The same by the id in its address alone, because every check of a badge asks for it.

    Raises:
        NotFound: there is no issuer of that id.
    """
    published = keys.published(public_id)
    # An issuer has keys from its first moment; the instance's own are no issuer's.
    if not published or public_id == instance.KEYS_OF:
        raise NotFound("no such issuer")
    return documents.did_document_of(public_id, published)


def jwk(issuer: Issuer, key_public_id: str) -> bytes:
    """One of the issuer's keys as a JWK.

    Raises:
        NotFound: it has no key of that id.
    """
    for key in keys.published(issuer.public_id):
        if key.public_id == key_public_id:
            return documents.jwk(issuer, key)
    raise NotFound("no such key")


def publisher() -> issue.Issuer:
    """This instance itself, as what it puts together names it; it awards nothing."""
    return instance.facts()


def publisher_key() -> SigningKey:
    """The instance's own key, ready to sign; made at the first use.

    Raises:
        WrongMasterKey: the private part does not open under our master key.
    """
    return instance.key()


def publisher_did_document() -> bytes:
    """The DID document of the instance itself."""
    return instance.did_document()


def endorser_did(public_id: str) -> str:
    """The id of a person who endorsed something, as documents name them."""
    return instance.endorser_did(public_id)


def endorser_key(public_id: str) -> SigningKey:
    """The instance's own key, as the one that signs for this endorser.

    Raises:
        WrongMasterKey: the private part does not open under our master key.
    """
    return instance.endorser_key(public_id)


def endorser_did_document(public_id: str) -> bytes:
    """The DID document of an endorser, with the instance's keys."""
    return instance.endorser_did_document(public_id)


def published_keys(issuer: Issuer) -> tuple[PublishedKey, ...]:
    """The issuer's keys for its staff: kind, age, whether one still signs."""
    return keys.published(issuer.public_id)


def logo(issuer: Issuer) -> bytes:
    """The issuer's logo, a PNG.

    Raises:
        NotFound: it has none.
    """
    if not issuer.logo:
        raise NotFound("no logo")
    return files.read(issuer.logo)


def signature(issuer: Issuer) -> bytes:
    """The picture of the signature under its certificates, a PNG.

    Raises:
        NotFound: it has none.
    """
    if not issuer.signature:
        raise NotFound("no signature")
    return files.read(issuer.signature)


def signature_url(issuer: Issuer) -> str:
    """The signature as a `data:` URL: it is shown to the staff and has no address.

    Raises:
        NotFound: it has none.
    """
    return design.png_url(signature(issuer))


def background(issuer: Issuer) -> bytes:
    """The picture behind its new badges, a PNG.

    Raises:
        NotFound: it has none.
    """
    if not issuer.background:
        raise NotFound("no background")
    return files.read(issuer.background)


def brand(issuer: Issuer) -> Brand:
    """The colours and letters that badge art is drawn from."""
    return Brand(
        name=issuer.name,
        colour=issuer.brand_colour,
        accent=issuer.accent_colour,
        mark=issuer.mark,
    )


def style(issuer: Issuer) -> Style:
    """What its new badges have in common."""
    return Style(
        shape=Shape(issuer.badge_shape) if issuer.badge_shape else None,
        image=design.png_url(background(issuer)) if issuer.background else "",
    )


def brand_css(issuer: Issuer, digest: str) -> bytes:
    """The style sheet with the issuer's colours, by the hash in its address.

    Raises:
        NotFound: the colours have changed since; the page names the new address.
    """
    css, current = _brand(issuer)
    if digest != current:
        raise NotFound("no such style sheet")
    return css.encode()


def brand_css_path(issuer: Issuer) -> str:
    """The path of that style sheet on our own host."""
    return f"/issuers/{issuer.public_id}/brand.{_brand(issuer)[1]}.css"


def brand_tokens(issuer: Issuer) -> dict[str, str]:
    """The colours made readable, by token (`--brand`, `--brand-ink`, …); for mail."""
    return design.brand_tokens(colour=issuer.brand_colour, accent=issuer.accent_colour)


def address(issuer: Issuer) -> str:
    """The issuer's public page."""
    return addresses.page(issuer.public_id)


def did(issuer: Issuer) -> str:
    """The issuer's id in Open Badges 3.0."""
    return addresses.did(issuer.public_id)


def help_address(issuer: Issuer) -> str:
    """The issuer's help page for earners."""
    return addresses.help_page(issuer.public_id)


def guide_address(issuer: Issuer) -> str:
    """Where the issuer's earners read how to manage and share their badges."""
    return addresses.guide(issuer.public_id)


def help_of(issuer: Issuer) -> Help:
    """What the help page says: the issuer's own words, or those that Laurel brings."""
    newest = issuer.help_texts.order_by("-number").first()
    own = newest.text if newest else ""
    return Help(
        text=own or _our_help(),
        is_own=bool(own),
        number=newest.number if newest else 0,
        changed_at=newest.created_at if newest else None,
    )


def domain(issuer: Issuer) -> Domain:
    """The domain of the issuer's site, and whether the site proved that it knows the issuer."""
    return domains.domain_of(issuer)


def domain_proof(issuer: Issuer) -> tuple[str, str]:
    """Where the site has to show a file, and the line that has to stand in it."""
    return domains.proof_address(issuer), domains.proof_line(issuer)


def day(issuer: Issuer, moment: dt.datetime) -> dt.date:
    """The calendar day of a moment where the issuer is: one day for every reader."""
    return moment.astimezone(zone(issuer)).date()


def zone(issuer: Issuer) -> ZoneInfo:
    """The time zone where the issuer is, in which its clocks are shown and read."""
    return ZoneInfo(issuer.time_zone)


def today(issuer: Issuer) -> dt.date:
    """The present day where the issuer is."""
    return day(issuer, clock.now())


def time_zones() -> tuple[str, ...]:
    """The time zones that an issuer may be in."""
    return rules.time_zones()


@cache
def _our_help() -> str:
    return (Path(__file__).parent / "texts" / "help.md").read_text(encoding="utf-8")


def _brand(issuer: Issuer) -> tuple[str, str]:
    # A page may show badges of several issuers, each in its own colours.
    scope = f'[data-brand="{issuer.public_id}"]'
    return design.brand_css(
        colour=issuer.brand_colour, accent=issuer.accent_colour, scope=scope
    )
