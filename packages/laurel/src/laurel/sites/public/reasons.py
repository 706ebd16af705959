"""A sentence for every reason code that a verification report may give.

Facts stand in braces: {issuer}, {host}, {checked}, {issued}, {expires}, {fetch}, and the facts
of the check itself ({path}, {limit}, {really} …).
"""

_UNREADABLE_KEY = "The key that it names is not a key that badges are signed with."
_STRANGE_TOKEN = "The token is not made as signed badges are made."  # noqa: S105 - a sentence
_STRANGE_PROOF = "The signature is not made as signatures on badges are made."
_DROPPED = "It has words in it that the signature does not cover, so nobody can vouch for them."
_BROKEN_PICTURE = "The picture is damaged or was tampered with."

_INPUT = {
    "input.read": "There is a badge in it.",
    "input.empty": "The file is empty.",
    "input.malformed": "It is not a badge in any form that we know.",
    "input.too_large": "It is larger than a badge can be.",
    "input.address": "It holds only an address. Paste the address itself to check what is there.",
    "input.html": "It is a web page, not a badge. Paste the page’s address instead.",
    "input.not_a_badge": "It is neither a picture with a badge inside, nor JSON, nor a token.",
    "input.presentation": (
        "It is a presentation, in which somebody shows badges. Ask for each badge by itself."
    ),
    "input.unknown_kind": "It is JSON, but not of a kind that we know as a badge.",
    "input.unreachable": "We asked {url}, and {fetch}.",
    "image.no_badge": (
        "It is a sound picture with no badge inside. Many sites strip the badge when a picture"
        " is uploaded; ask for the original file, or paste the link to the badge."
    ),
    "image.not_png_or_svg": (
        "This is {really}, whatever its name says. Badges travel in PNG and SVG pictures; ask"
        " for the original file, or paste the link to the badge."
    ),
    "image.too_large": "The picture is larger than a badge can be.",
    "image.compressed_text": "The badge inside is compressed, which the standard forbids.",
    "image.doubled_badge": (
        "The picture carries two badges in the place of one. A forger could put a good one in"
        " front of a bad one, so we read neither."
    ),
    "image.data_after_end": "There is something behind the end of the picture.",
    "image.text_too_large": "The text inside the picture is larger than a badge can be.",
    "image.svg_declarations": (
        "The drawing declares things that a picture has no need of and an attack has."
    ),
    "image.svg_depth": "The drawing is nested deeper than drawings are.",
    "image.svg_size": "The drawing has more parts than drawings have.",
    "image.svg_root": "It looks like a drawing, but is not one.",
    "image.svg_empty": "The drawing is empty.",
    "image.svg_malformed": "The drawing is broken: it is not well-formed SVG.",
    "image.svg_badge_element": "The badge inside the drawing is not written as it should be.",
    "image.not_utf8": "The text inside the picture is not in the encoding that badges use.",
    "image.truncated": "The picture ends too early. It may not have been saved completely.",
    "image.malformed": _BROKEN_PICTURE,
    "image.png_checksum": _BROKEN_PICTURE,
    "image.png_chunk_type": _BROKEN_PICTURE,
    "image.png_no_end": "The picture ends too early. It may not have been saved completely.",
    "image.png_no_header": _BROKEN_PICTURE,
    "image.png_no_picture": "There is no picture in the file.",
    "image.png_text_chunk": "The badge inside the picture is not written as it should be.",
    "image.png_too_many_chunks": "The picture has more parts than pictures have.",
    "baking.payload_form": "What the picture carries is not a badge.",
    "baking.already_baked": "The picture carries a badge already.",
    "baking.too_large": "The badge is too large for a picture.",
    "baking.unrepresentable": "The badge has a character that a drawing cannot carry.",
}
_JSON = {
    "json.malformed": "Its JSON is broken.",
    "json.duplicate_key": (
        "The same name stands twice in it, at {path}. Readers would differ in which one they"
        " believe, so we believe neither."
    ),
    "json.bom": "It begins with an invisible mark that JSON does not allow.",
    "json.lone_surrogate": "It holds half a character, which no text may.",
    "json.not_a_number": "It holds a number that JSON does not know.",
    "json.big_integer": "It holds a number larger than any badge needs.",
    "json.big_number": "It holds a number longer than any badge needs.",
    "json.not_an_object": "It is JSON, but not a document.",
    "json.not_utf8": "Its text is not in the encoding that badges use.",
    "json.syntax": "Its JSON is broken.",
    "json.too_deep": "It is nested deeper than badges are.",
    "json.too_large": "It is larger than a badge can be.",
    "json.too_many_values": "It has more parts than badges have.",
    "json.trailing_data": "There is something behind its end.",
}
_DOCUMENT = {
    "document.conforms": "All that the standard asks for is there and well formed.",
    "document.malformed": "Something that the standard asks for is missing or wrong.",
    "document.member_missing": "Something that the standard asks for is missing, at {path}.",
    "document.unknown_member": "It says something where the standard has no place, at {path}.",
    "document.unknown_term": "It uses a word that the standard does not have, at {path}.",
    "document.wrong_type": "Something in it is of another kind than it should be, at {path}.",
    "document.context_order": "It does not name its vocabularies in the standard’s order.",
    "document.criteria_empty": "It does not say what it takes to earn it.",
    "document.empty_list": "A list in it is empty that must not be, at {path}.",
    "document.ends_before_it_starts": "It ends before it begins.",
    "document.not_a_boolean": "It has no yes or no at {path}, where one belongs.",
    "document.not_a_compact_jws": "It has no signed token at {path}, where one belongs.",
    "document.not_a_date": "It has no date at {path}, where one belongs.",
    "document.not_a_date_time": "It has no proper date and time at {path}.",
    "document.not_a_host_name": "It has no host name at {path}, where one belongs.",
    "document.not_a_language": "It has no language at {path}, where one belongs.",
    "document.not_a_number": "It has no number at {path}, where one belongs.",
    "document.not_a_single_value": "It has several things at {path}, where one belongs.",
    "document.not_a_string": "It has no text at {path}, where one belongs.",
    "document.not_a_version": "It has no version at {path}, where one belongs.",
    "document.not_an_email": "It has no e-mail address at {path}, where one belongs.",
    "document.not_an_identity_hash": "It does not say properly to whom it was issued, at {path}.",
    "document.not_an_image": "It has no picture at {path}, where one belongs.",
    "document.not_an_iri": "It has no address at {path}, where one belongs.",
    "document.not_an_object": "It is not laid out as the standard asks, at {path}.",
    "document.result_description_unknown": "It gives a result without saying of what.",
    "document.result_status_missing": "It gives a result that says nothing.",
    "document.subject_unidentified": "It does not say to whom it was issued.",
    "document.too_deep": "It is nested deeper than badges are.",
    "document.unknown_context": (
        "It uses words from a vocabulary that we do not know, so we cannot say what they mean."
    ),
    "document.data_model_1_1": (
        "It is a credential of the older model 1.1, which we do not verify yet."
    ),
    "document.against_its_schema": "It breaks a rule of the schema that it names itself.",
    "document.extension_untyped": "An extension at {path} does not say which one it is.",
    "hosted.older_edition": "It is what its issuer publishes, in the way of before 2018.",
    "hosted.no_address": "Badges of its age do not say where they are published.",
    "document.foreign_schema": "It names a schema of its own, which we do not run.",
    "document.not_a_list": "It has a single value at {path}, where a list belongs.",
    "document.result_level_unknown": "One of its results names a level that it does not describe.",
    "document.not_a_status_list": "What the issuer names as its list is not one.",
}
_NESTED = {
    "convert.not_together": "The documents of which it is made do not belong together.",
    "convert.old_id": "Its new edition needs ids of its own.",
    "endorsement.of_this": "It is about what it is attached to.",
    "endorsement.of_another": "It praises something else than what it is attached to.",
    "endorsement.not_one": "What stands where an endorsement belongs is none.",
    "contents.verified": "Every credential in the record is its own issuer’s word.",
    "contents.lapsed": "Some credentials in the record have expired by now.",
    "contents.unsigned": "Some credentials in it are not signed by their own issuers.",
    "contents.not_checked": "Some credentials in the record could not be checked.",
    "contents.not_verified": "A credential in the record was forged, altered or revoked.",
    "contents.too_many": "The record has more credentials than we look at.",
}
_PROOF = {
    "proof.fits": "Every word is as it was on the day it was issued.",
    "proof.altered": "The signature does not fit the words. A single changed letter is enough.",
    "proof.shown_in_part": (
        "Every word is the issuer’s, but its holder shows only a part of it. What was left out,"
        " an end for example, is not known."
    ),
    "proof.missing": "Nobody has signed it, so anybody may have written it.",
    "proof.not_an_award": "It describes a badge or an issuer. It is not awarded to anybody.",
    "proof.unknown_suite": "It is signed in a way that we do not know.",
    "proof.unknown_cryptosuite": "It is signed in a way that we do not know.",
    "proof.one_not_checked": "One of its signatures fits; another one we could not check.",
    "proof.wrong_purpose": "The signature was made for another purpose than to vouch for this.",
    "proof.wrong_key_kind": "The key is of another kind than the signature.",
    "proof.from_the_future": "The signature says that it will be made in the future.",
    "proof.expired": "The signature itself has run out.",
    "proof.chain_broken": "Its signatures build on each other, and one of them is missing.",
    "proof.two_places": (
        "It stands in two places of its own document, so part of it could be hidden from readers."
    ),
    "proof.too_many": "It carries more signatures than badges do.",
    "proof.no_key": "It does not name the key that it was signed with.",
    "proof.member_missing": _STRANGE_PROOF,
    "proof.bad_value": _STRANGE_PROOF,
    "proof.bad_date": _STRANGE_PROOF,
    "proof.undefined_term": _DROPPED,
    "proof.context_not_signed": _DROPPED,
    "proof.not_a_term": _DROPPED,
    "proof.not_json": _DROPPED,
    "proof.number": "It has a number in it that programs read in different ways.",
    "proof.null": _DROPPED,
    "proof.relative_iri": _DROPPED,
    "proof.invalid_iri": _DROPPED,
    "proof.keyword": _DROPPED,
    "proof.language": _DROPPED,
    "proof.nested_list": _DROPPED,
    "proof.noncharacter": _DROPPED,
    "proof.blank_node": _DROPPED,
    "proof.inline_context": (
        "It redefines the words that it uses, so they may not mean what they say."
    ),
    "proof.unknown_context": (
        "It uses words from a vocabulary that we do not know, so its signature cannot be checked."
    ),
    "proof.no_context": "It does not say which vocabulary its words are from.",
    "proof.json_ld": "Its signature cannot be computed from what it says.",
    "proof.too_complex": "It is built to be slow to check, as no honest badge is.",
    "proof.too_deep": "It is nested deeper than badges are.",
    "proof.too_large": "It is larger than a badge can be.",
    "proof.claim_missing": "The token says less than the badge needs.",
    "proof.claim_in_document": "The badge inside the token says what only the token may say.",
    "hosted.same": "It says what its issuer publishes at {url}.",
    "hosted.copy_altered": "This copy says something else than its issuer publishes.",
    "hosted.copy_differs": "Its issuer publishes the same award with other details.",
    "hosted.plain_http": "It was read over a line on which others could have answered.",
    "hosted.moved": "It has moved to another address since it was saved.",
    "hosted.gone": "Its address says that it was revoked, so its words can no longer be compared.",
    "hosted.unreachable": "It lives on its issuer’s site. We asked, and {fetch}.",
    "hosted.no_document": "What is at its address on its issuer’s site is no badge any more.",
    "hosted.another_id": "What is published at its address is another badge.",
    "hosted.malformed": "What is published at its address does not follow the standard.",
    "hosted.not_an_address": "It does not say where it is published.",
    "jwt.signature": "The signature does not fit the words. A single changed letter is enough.",
    "jwt.no_signature": "Nobody has signed it, so anybody may have written it.",
    "jwt.claims_differ": "The token and the badge inside it say different things.",
    "jwt.algorithm": "It names a way of signing that proves nothing for badges.",
    "jwt.algorithm_not_supported": "It is signed in a way that we do not know.",
    "jwt.no_key": "It does not name the key that it was signed with.",
    "jwt.malformed": _STRANGE_TOKEN,
    "jwt.encoding": _STRANGE_TOKEN,
    "jwt.forbidden_header": _STRANGE_TOKEN,
    "jwt.unknown_header": _STRANGE_TOKEN,
    "jwt.header": _STRANGE_TOKEN,
    "jwt.header_type": _STRANGE_TOKEN,
    "jwt.time": _STRANGE_TOKEN,
    "jwt.vc_claim": _STRANGE_TOKEN,
    "jwt.typ": _STRANGE_TOKEN,
    "jwt.parts": _STRANGE_TOKEN,
    "jwt.signature_size": _STRANGE_TOKEN,
    "jwt.too_large": "The token is larger than a badge can be.",
}
_ISSUER = {
    "issuer.confirmed": "The signature belongs to a key that {host} publishes as its own.",
    "issuer.hosts_it": "It is published by {host}, where this issuer’s badges live.",
    "issuer.confirmed_by_host": (
        "The key is one that the issuer’s website publishes for all issuers on it."
    ),
    "issuer.further_signers": "The issuer signed it. Others did too, for themselves alone.",
    "issuer.missing": "It does not say who issued it.",
    "issuer.key_not_issuers": (
        "The key that signed it belongs to somebody else. Anybody can write a name; only the"
        " issuer has the key."
    ),
    "issuer.key_not_listed": (
        "The issuer does not list the key that signed it. Anybody can write a name; only the"
        " issuer has the key."
    ),
    "issuer.key_not_for_assertions": "The issuer’s key that signed it is not for signing badges.",
    "issuer.key_revoked": "The issuer has withdrawn the key that signed it.",
    "issuer.key_expired": "The issuer’s key that signed it has run out.",
    "issuer.no_document": "The issuer’s address does not say which keys are the issuer’s.",
    "issuer.unknown_kind_of_id": "The issuer has an identity of a kind that we cannot look up.",
    "issuer.unreachable": "We asked the issuer for its keys, and {fetch}.",
    "issuer.out_of_scope": "It is published at another place than its issuer’s badges are.",
    "did.host": "The issuer’s identity names no host that we could ask.",
    "did.jwk": _UNREADABLE_KEY,
    "did.path": "The issuer’s identity is not written as it should be.",
    "method.ambiguous": "The issuer publishes two keys under one name.",
    "method.controller": "The key belongs to somebody else than the issuer.",
    "method.document_id": "What is published under the issuer’s identity is somebody else’s.",
    "method.id": "The issuer’s key is not published as it should be.",
    "method.no_document": "What is at the key’s address says nothing about keys.",
    "method.no_fragment": "It does not say which of the issuer’s keys signed it.",
    "method.no_key": "The issuer does not publish the key that signed it.",
    "method.not_listed": "The issuer does not list this key for signing badges.",
    "method.time": "The issuer’s key has dates that cannot be read.",
    "method.two_keys": "The issuer publishes two keys in the place of one.",
    "method.type_unsupported": "The issuer’s key is of a kind that we do not know.",
    "method.unsupported": "The issuer has an identity of a kind that we cannot look up.",
    "method.url": "It does not say where the issuer’s key is published.",
    "key.malformed": _UNREADABLE_KEY,
    "key.algorithm": _UNREADABLE_KEY,
    "key.curve": _UNREADABLE_KEY,
    "key.encoding": _UNREADABLE_KEY,
    "key.fragment": _UNREADABLE_KEY,
    "key.length": _UNREADABLE_KEY,
    "key.member": _UNREADABLE_KEY,
    "key.point": "The key that it names is one under which anybody can sign.",
    "key.private": "The key was published with its secret part, so anybody can sign with it.",
    "key.rsa_exponent": "The key that it names is too weak to prove anything.",
    "key.rsa_modulus": "The key that it names is too weak to prove anything.",
    "key.rsa_size": "The key that it names is too weak to prove anything.",
    "key.too_large": _UNREADABLE_KEY,
    "key.type": _UNREADABLE_KEY,
    "key.unsupported": "The key is of a kind that we do not know.",
    "key.use": "The key that it names is not for signing.",
    "cbor.malformed": _STRANGE_PROOF,
    "multibase.alphabet": _UNREADABLE_KEY,
    "multibase.too_long": _UNREADABLE_KEY,
    "multibase.wrong_base": _UNREADABLE_KEY,
}
_STATUS = {
    "refresh.newer": "The issuer has a newer version, and that is the one we looked at.",
    "refresh.same": "The issuer has no newer version.",
    "refresh.older": "The issuer’s address for newer versions answers an older one.",
    "refresh.another_credential": "The address for newer versions answers another badge.",
    "refresh.not_verified": "The address for newer versions answers nothing that we can rely on.",
    "refresh.unreachable": "The issuer could not be asked for a newer version.",
    "status.good": "The issuer’s word on it was read {checked}.",
    "status.none": "The issuer keeps no list for this badge, so it cannot be revoked.",
    "status.revoked": "The issuer’s word on it was read {checked}.",
    "status.suspended": "The issuer has suspended it for now.",
    "status.refresh_available": "The issuer has a newer version of it.",
    "status.message": "The issuer has attached a message to it.",
    "status.unreachable": "The issuer keeps a list of revoked badges. We asked, and {fetch}.",
    "status.plain_http": (
        "The issuer’s list was read {checked}, over a line on which others could have answered."
    ),
    "status.too_many": "It names more lists than badges do.",
    "status.unknown_type": "Its issuer keeps its status in a way that we do not know.",
    "status.unknown_size": "Its issuer keeps its status in a way that we do not know.",
    "status.unknown_purpose": "Its issuer keeps its status in a way that we do not know.",
    "status.entry_malformed": "It does not say properly where its status is kept.",
    "status.index_malformed": "It does not say properly where its status is kept.",
    "status.index_out_of_range": "It names a place that the issuer’s list does not have.",
    "status.list_too_short": "The issuer’s list is shorter than the standard allows.",
    "status.list_too_large": "The issuer’s list is larger than we read.",
    "status.list_malformed": "The issuer’s list is damaged.",
    "status.list_not_verified": "The issuer’s list is not soundly signed.",
    "status.list_of_another": "The list that it names is somebody else’s.",
    "status.another_list": "What is published as the issuer’s list is another one.",
    "status.purpose_mismatch": "The list that it names is kept for another purpose.",
}
_VALIDITY = {
    "validity.not_stated": "It does not say since when it counts.",
    "validity.not_yet": "It counts from {issued}.",
    "validity.begun": "It counts since {issued}.",
    "validity.no_end": "It does not expire.",
    "validity.expired": "It was valid until {expires}.",
    "validity.not_over": "It is valid until {expires}.",
    "time.syntax": "A date in it is not written as dates are.",
    "time.range": "A date in it does not exist.",
}
_PEOPLE = {
    "recipient.not_asked": (
        "We cannot see who is in front of you. The name is the one that the issuer wrote."
    ),
    "recipient.not_stated": "It does not say to whom it was issued.",
    "recipient.matches": "The address matches the one in the badge.",
    "recipient.weak_hash": (
        "The address matches the one in the badge, which hides it in an old and weak way."
    ),
    "recipient.another": "The address is not the one in the badge.",
    "trust.not_asked": "You have no list of issuers that you trust.",
    "trust.known": "It is on a list that you trust.",
    "trust.unknown": (
        "It is not on a list that you trust. The check shows who signed, not whether they teach"
        " well."
    ),
    "check.not_run": "Another check has to pass first.",
}
_FETCH = {
    "fetch.failed": "A document that it needs did not come.",
    "fetch.address_refused": "It leads to an address that is not on the public internet.",
    "fetch.not_public": (
        "It leads to an address inside a private network. We do not go there, and nor could"
        " anybody else who checks it."
    ),
    "fetch.unreachable": "The issuer’s site did not answer.",
    "fetch.connection": "The issuer’s site did not answer.",
    "fetch.timeout": "The issuer’s site was too slow to answer.",
    "fetch.name_not_found": "There is no site of the issuer’s name.",
    "fetch.tls": "The issuer’s site could not prove that it is itself.",
    "fetch.too_large": "The issuer’s site answered with more than such a document can be.",
    "fetch.status": "The issuer’s site answered that it does not have the document.",
    "fetch.redirects": "The issuer’s site sent us from one address to another without end.",
    "fetch.protocol": "The issuer’s site did not answer as web sites do.",
    "fetch.encoding": "The issuer’s site answered in a form that we do not read.",
    "fetch.host": "It names a host that cannot exist.",
    "fetch.port": "It names a door of a host that is not for the web.",
    "fetch.scheme": "It leads to an address that is not on the secure web (https).",
    "fetch.url": "It names an address that cannot be one.",
    "fetch.userinfo": "It names an address with a user name in it, where we do not go.",
    "fetch.budget_spent": "It asks for more documents than a badge needs.",
    "fetch.offline": "We were asked not to use the network.",
    "fetch.downgrade": "It leads from the secure web (https) to an open line.",
}

_FAMILIES = {
    "refused": "It is not made as badges are made.",
    "unverifiable": "It could not be checked.",
    "unsupported": "It is of a kind that we cannot check yet.",
    "text.malformed": "A text in it cannot be read.",
}

REASONS: dict[str, str] = {
    **_INPUT,
    **_JSON,
    **_DOCUMENT,
    **_PROOF,
    **_ISSUER,
    **_STATUS,
    **_VALIDITY,
    **_PEOPLE,
    **_NESTED,
    **_FETCH,
    **_FAMILIES,
}

# The same, as the end of a sentence: "We asked, and …".
FETCHES: dict[str, str] = {
    "fetch.failed": "it did not come",
    "fetch.address_refused": "its address is not on the public internet, where we do not go",
    "fetch.not_public": "its address is inside a private network, where we do not go",
    "fetch.unreachable": "nobody answered",
    "fetch.connection": "nobody answered",
    "fetch.timeout": "the answer took too long",
    "fetch.name_not_found": "there is no site of that name",
    "fetch.tls": "the site could not prove that it is itself",
    "fetch.too_large": "the answer is larger than such a document can be",
    "fetch.status": "it is not there",
    "fetch.redirects": "we were sent from one address to another without end",
    "fetch.protocol": "the answer is not one that web sites give",
    "fetch.encoding": "the answer is in a form that we do not read",
    "fetch.host": "that is no host that can exist",
    "fetch.port": "that is no door for the web, so we did not knock",
    "fetch.scheme": "that is not an address of the secure web (https)",
    "fetch.url": "that is not an address",
    "fetch.userinfo": "the address has a user name in it, where we do not go",
    "fetch.budget_spent": "the badge wants more documents than a badge needs",
    "fetch.offline": "we were asked not to use the network",
    "fetch.downgrade": "it led us from the secure web (https) to an open line",
}
