"""HTML to paste elsewhere: into a page, a blog, a mail's signature.

Mail programs and blogs keep little of what a page may have: no style sheet, no script. So these
are tables and attributes of the old kind, which all of them read.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from laurel.sites.public.shared import Shared, absolute
from laurel.sites.ui.text import clean

CARD = (440, 168)  # width and height of the frames
BADGE = (200, 268)
SIGNATURE_SIDE = 96  # pixels; mail programs take up to 120


def frame(shared: Shared, *, form: str = "card") -> SafeString:
    """A frame with the live card, for pages that take frames."""
    width, height = CARD if form == "card" else BADGE
    return framed(shared, form, width, height)


def framed(shared: Shared, form: str, width: int, height: int) -> SafeString:
    """The same in another size."""
    address = absolute("share:embed", shared.credential.award_public_id)
    query = "" if form == "card" else f"?form={form}"
    return format_html(
        '<iframe src="{}{}" width="{}" height="{}" frameborder="0" scrolling="no"'
        ' title="{}"></iframe>',
        address,
        query,
        width,
        height,
        _alt(shared),
    )


def picture(shared: Shared) -> SafeString:
    """The badge alone, leading to its page, for places that take no frames."""
    return format_html(
        '<a href="{}"><img src="{}" alt="{}" width="160" height="160" border="0"></a>',
        shared.facts.address,
        absolute("share:small", shared.credential.award_public_id),
        _alt(shared),
    )


def signature(shared: Shared) -> SafeString:
    """A block for the end of mails, as Gmail and Outlook take it."""
    facts = shared.facts
    return format_html(
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>'
        '<td width="{side}" valign="middle"><a href="{url}"><img src="{image}" alt="{alt}"'
        ' width="{side}" height="{side}" border="0"></a></td><td width="14">&nbsp;</td>'
        '<td valign="middle"><font face="Arial, Helvetica, sans-serif" size="2">'
        '<a href="{url}"><b>{name}</b></a><br>{issuer}, {month}<br>'
        '<a href="{url}">Check this badge</a></font></td></tr></table>',
        side=SIGNATURE_SIDE,
        url=facts.address,
        image=absolute("share:small", shared.credential.award_public_id),
        alt=_alt(shared),
        name=clean(facts.name),
        issuer=clean(facts.issuer),
        month=f"{facts.issued_on:%B %Y}",
    )


def _alt(shared: Shared) -> str:
    return clean(f"{shared.facts.name}, issued by {shared.facts.issuer}")
