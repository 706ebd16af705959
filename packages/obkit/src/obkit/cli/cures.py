"""What to do about a reason: one line for each code, or for its family.

The report says what was found; this says what the one who reads it can do next. `docs/reasons.md`
is made from both.
"""

_NOTHING = "Nothing: this is as it should be."
_ISSUER = "Tell the issuer: the badge has to be issued anew, correctly."
_ISSUER_SITE = "Look at the badge on its issuer's own page."
_AGAIN = "Download the badge again from where it is published."
_LATER = "Try again later; if it stays so, tell the issuer."
_DO_NOT = "Do not accept the badge; ask its issuer."

GOOD = frozenset(
    """
    input.read document.conforms proof.fits hosted.same issuer.confirmed issuer.hosts_it
    status.good validity.begun validity.not_over validity.no_end
    recipient.matches refresh.same endorsement.of_this trust.known contents.verified
    """.split()  # noqa: SIM905 - codes read better without quotes
)

EXACT = {
    "check.not_run": "See to the check that did not pass; this one runs after it.",
    "input.unreachable": "Open the address in a browser; if it works there, try again.",
    "input.address": "Give the address itself: obkit verify https://…",
    "input.empty": "Download the badge again; the file is empty.",
    "input.html": "Save the badge itself, not the page that shows it.",
    "input.not_a_badge": "Ask for the badge as it was downloaded: a PNG, SVG, JSON or token.",
    "input.presentation": "Take each entry of its verifiableCredential, and verify that by itself.",
    "input.unknown_kind": "Ask for the badge itself; this is some other JSON document.",
    "document.unknown_context": _ISSUER_SITE,
    "proof.altered": "Do not accept the badge; download it again from where it is published.",
    "proof.one_not_checked": "Nothing, if the signature that fits is enough for you.",
    "proof.missing": "Ask for the signed badge; what is not signed proves nothing.",
    "proof.shown_in_part": "Ask its holder for the whole badge if what was left out matters.",
    "proof.unknown_suite": _ISSUER_SITE,
    "proof.unknown_cryptosuite": _ISSUER_SITE,
    "proof.unknown_context": _ISSUER_SITE,
    "proof.not_an_award": "Give the badge that was awarded, not the description of the badge.",
    "proof.expired": "Ask the issuer for a badge that is signed anew.",
    "proof.from_the_future": "Look at the clock of this machine; if it is right, tell the issuer.",
    "proof.undefined_term": "Do not accept the badge; when issuing, leave the member out.",
    "hosted.copy_differs": "Nothing; to have the details as published, download it again.",
    "hosted.copy_altered": "Download the badge again from where it is published.",
    "hosted.plain_http": "Nothing you can do; the issuer should publish over https.",
    "hosted.moved": "Nothing; the issuer should name the new address.",
    "hosted.gone": "Do not accept the badge: it was revoked.",
    "issuer.confirmed_by_host": "Nothing, if all issuers of this host are one to you.",
    "issuer.further_signers": "Nothing, if the issuer's own signature is enough for you.",
    "issuer.key_not_issuers": _DO_NOT,
    "issuer.key_not_listed": "Do not accept the badge; its issuer can publish the key: obkit did.",
    "issuer.key_revoked": "Ask the issuer for a badge that is signed with its present key.",
    "issuer.key_expired": "Ask the issuer for a badge that is signed with its present key.",
    "issuer.unknown_kind_of_id": _ISSUER_SITE,
    "issuer.unreachable": _LATER,
    "issuer.out_of_scope": _DO_NOT,
    "status.none": "Nothing; ask the issuer if it matters whether it was revoked since.",
    "status.revoked": "Do not accept the badge; ask the issuer why it was revoked.",
    "status.suspended": "Ask the issuer; a suspension may be lifted.",
    "status.refresh_available": "Get the newer edition from the issuer.",
    "status.message": "Read the message on the issuer's page.",
    "status.unreachable": _LATER,
    "status.unknown_type": _ISSUER_SITE,
    "status.unknown_size": _ISSUER_SITE,
    "status.unknown_purpose": _ISSUER_SITE,
    "validity.not_yet": "Wait until it begins, or look at the clock of this machine.",
    "validity.not_stated": _NOTHING,
    "validity.expired": "Ask whether it was renewed.",
    "recipient.not_asked": "To check whose badge it is: --recipient, or Policy(recipient=…).",
    "recipient.weak_hash": "Nothing; if much hangs on it, ask the issuer for a newer badge.",
    "recipient.another": "Try the other addresses of this person; else it is another's badge.",
    "recipient.not_stated": "Ask the person to prove by other means that it is theirs.",
    "trust.not_asked": "To accept certain issuers only: --trust, or Policy(trusted_issuers=…).",
    "trust.unknown": "Decide whether you trust this issuer; if so, add it to your list.",
    "refresh.newer": "Get the newer edition from the address that the badge names.",
    "refresh.older": _NOTHING,
    "convert.old_id": "Give the new document an address of its own: --id, --achievement-id.",
    "image.no_badge": "Ask for the picture as downloaded: copied or resaved ones lose the badge.",
    "image.not_png_or_svg": "Ask for the badge as it was downloaded, as PNG or SVG.",
    "baking.already_baked": "Bake into a picture without a badge, or replace: --replace.",
    "baking.payload_form": "Give the credential as JSON or as a signed token.",
    "baking.unrepresentable": "Bake into a PNG instead.",
    "fetch.offline": "Run this again without --offline, so that the issuer can be asked.",
    "fetch.not_public": "If the server is yours: --allow-host HOST:PORT, or local_hosts=….",
    "fetch.port": "If the server is yours: --allow-host HOST:PORT, or local_hosts=….",
    "fetch.name_not_found": "Look at the network of this machine; else the issuer's host is gone.",
    "fetch.budget_spent": _DO_NOT,
    "refused": "Read the message: it names what has to be changed.",
    "unverifiable": _LATER,
    "unsupported": _ISSUER_SITE,
}

FAMILIES = {
    "input": "Download the badge again from where it is published.",
    "document": _ISSUER,
    "proof": _ISSUER,
    "hosted": "Download the badge again; if it stays so, tell the issuer.",
    "issuer": _DO_NOT,
    "status": "Tell the issuer: the badge's status cannot be relied on.",
    "validity": "Ask the issuer.",
    "recipient": "Ask the issuer.",
    "endorsement": "Leave the endorsement out of account; the badge stands without it.",
    "contents": "Look at the report on each badge inside.",
    "refresh": "Nothing; whether there is a newer edition is not known.",
    "convert": "Convert a badge with the badge class and the issuer that it names.",
    "trust": "Look at your list of issuers.",
    "image": _AGAIN,
    "baking": "Make the badge smaller.",
    "cbor": _ISSUER,
    "json": "Download the badge again; if it stays so, tell the issuer.",
    "jwt": "Copy the token whole; if it stays so, tell the issuer.",
    "key": "Tell the issuer: the published key cannot be used.",
    "method": "Tell the issuer: the document with its keys is not in order.",
    "did": "Tell the issuer: its DID is not one.",
    "fetch": _LATER,
    "multibase": _ISSUER,
    "text": _ISSUER,
    "time": _ISSUER,
}


def cure_of(reason: str) -> str:
    """What to do about a reason; empty for a code of somebody else's."""
    if reason in GOOD:
        return _NOTHING
    return EXACT.get(reason) or FAMILIES.get(reason.partition(".")[0], "")
