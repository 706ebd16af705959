"""Links that tell that they come from the mail of an award. They open nothing of their own."""

from django.utils.crypto import constant_time_compare, salted_hmac

NAME = "via"  # …/b/<award>?via=<key>
KEY_LENGTH = 12  # 48 bits: who guesses one has opened a badge that anybody may open
_SALT = "laurel.deliveries.links"


def key_of(award_public_id: str) -> str:
    """The same in every mail about this award, and derived: nothing is stored."""
    digest = salted_hmac(_SALT, award_public_id, algorithm="sha256").hexdigest()
    return digest[:KEY_LENGTH]


def fits(award_public_id: str, key: str) -> bool:
    """Whether the key was made for this award."""
    return constant_time_compare(key.encode(), key_of(award_public_id).encode())
