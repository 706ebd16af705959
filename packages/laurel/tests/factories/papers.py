"""What stands on a PDF, as whoever copies its words or has them read aloud gets them."""

import io
import re

import pikepdf

_HEX = rb"<([0-9a-fA-F\s]+)>"
_ONE = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*" + _HEX)
_BLOCKS = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)


def text(data):
    """The words of every page, in the order in which they were set; a line for each line."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return "\n".join(_page(page) for page in document.pages)


def _page(page):
    fonts = {
        name: _letters(font.ToUnicode.read_bytes())
        for name, font in page.Resources.get("/Font", {}).items()
    }
    lines, letters = [""], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
            case "BT":
                lines.append("")
            case "Tj":
                lines[-1] += _read(operands[0], letters)
            case "TJ":
                parts = [p for p in operands[0] if isinstance(p, pikepdf.String)]
                lines[-1] += "".join(_read(part, letters) for part in parts)
    return "\n".join(filter(None, map(str.strip, lines)))


def _read(string, letters):
    codes = bytes(string)
    pairs = (codes[i : i + 2] for i in range(0, len(codes), 2))
    return "".join(letters.get(int.from_bytes(pair), "\ufffd") for pair in pairs)


def _letters(cmap):
    """Glyph → what it stands for (ISO 32000, 9.10.3)."""
    found = {}
    for kind, body in _BLOCKS.findall(cmap):
        if kind == b"bfchar":
            for code, said in _ONE.findall(body):
                found[int(code, 16)] = _said(said)
            continue
        for first, last, said in _RANGE.findall(body):
            start = _said(said)
            for n in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + n] = start[:-1] + chr(ord(start[-1]) + n)
    return found


def _said(digits):
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
