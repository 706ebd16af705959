"""Every reason code that the library can give has its line, and no line stands for nothing."""

import re
from pathlib import Path

import obkit
from obkit.verify import REASONS, cause_of

SOURCE = Path(obkit.__file__).parent
# Codes of parts that no report is made of: sealing keys, and what only makers of keys can do.
ELSEWHERE = ("seal.", "key.master_key_size", "key.private_bytes")
FAMILIES = "|".join(
    sorted({code.partition(".")[0] for code in REASONS if "." in code} | {"seal"})
)


def codes_in_source() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        # Cures name the codes that others give.
        if path.name not in ("reasons.py", "cures.py"):
            found |= set(
                re.findall(rf'"((?:{FAMILIES})\.[a-z0-9_]+)"', path.read_text())
            )
    return {
        code
        for code in found
        if not code.startswith(ELSEWHERE) and not code.endswith(".py")
    }


def test_every_reason_has_its_line():
    assert codes_in_source() - set(REASONS) == set()


def test_every_line_belongs_to_a_reason():
    assert {code for code in REASONS if "." in code} - codes_in_source() == set()


def test_lines_are_words_and_fit_a_terminal():
    for code, line in REASONS.items():
        assert 3 < len(line) <= 88, code
        assert not line.endswith("."), code
        assert "_" not in line, code


def test_a_strange_reason_stands_for_itself():
    assert cause_of("kms.unknown") == "kms.unknown"
