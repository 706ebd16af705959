"""Which form of a public document was asked for, by the Accept header.

One address serves people and programs. The rule: HTML, unless a program *names* one of the
JSON media types at least as highly as HTML. A wildcard or no Accept header at all gets HTML:
link previews of social networks ask that way, and a program that wants JSON can say so.
(OB 2.0 documents have addresses of their own and are always JSON.)
"""

from django.http import HttpRequest

HTML = "text/html"
LD_JSON = "application/ld+json"
JSON = "application/json"

# What names the signed document; the answer carries the type that was asked for.
CREDENTIAL_TYPES = (LD_JSON, JSON, "application/vc", "application/vc+ld+json")
LINKED_DATA_TYPES = (LD_JSON, JSON)

# Real Accept headers have a dozen entries.
_MAX_RANGES = 40


def wanted(request: HttpRequest, offered: tuple[str, ...]) -> str:
    """One of the offered JSON types, or HTML."""
    ranges = _ranges(request.headers.get("Accept", ""))
    html = max(ranges.get(HTML, 0.0), ranges.get("application/xhtml+xml", 0.0))
    best = max(offered, key=lambda media_type: ranges.get(media_type, 0.0))
    asked = ranges.get(best, 0.0)
    return best if asked > 0 and asked >= html else HTML


def wants_json(request: HttpRequest) -> bool:
    """Whether an answer for a program was asked for (any JSON media type by name)."""
    if request.path_info.startswith("/api/"):  # nobody else asks there
        return True
    return wanted(request, (*CREDENTIAL_TYPES, "application/problem+json")) != HTML


def linked_data_type(request: HttpRequest) -> str:
    """`application/ld+json`, or plain `application/json` where only that was named."""
    ranges = _ranges(request.headers.get("Accept", ""))
    plain = ranges.get(JSON, 0.0) > max(
        ranges.get(LD_JSON, 0.0), ranges.get("*/*", 0.0)
    )
    return JSON if plain else LD_JSON


def _ranges(header: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in header.split(",")[:_MAX_RANGES]:
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media_type:
            found[media_type] = max(found.get(media_type, 0.0), _quality(parameters))
    return found


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
