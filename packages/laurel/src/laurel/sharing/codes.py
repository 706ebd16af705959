"""The codes of awards: typed from paper, read out on the telephone, guessed by nobody.

No vowels, so that no word comes out, and none of the letters that look like digits.
"""

import re
import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 10  # 48 bits: of a million awards one is hit in 300 million guesses
_TYPED = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
_SEPARATORS = re.compile(r"[\s.\u2010-\u2015-]")  # hyphens and dashes of every width
MOST_TYPED = 40  # with every kind of separator


def new_code() -> str:
    """A code of its own."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as it is printed: `4M8TR-7QK2H`."""
    half = LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def typed(text: str) -> str:
    """The code that somebody typed, whatever the case and the separators; empty: it is none."""
    plain = _SEPARATORS.sub("", text[:MOST_TYPED]).upper()
    return plain if _TYPED.fullmatch(plain) else ""
