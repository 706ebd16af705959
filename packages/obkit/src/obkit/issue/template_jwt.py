"""Issuing many VC-JWTs of one achievement without building and checking each document anew.

for token in issue.issue_many_jwt(awards, signer=…, kid=…): …
"""

from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring
from typing import Any

from obkit.encoding import multibase, pattern, rdfc, strict_json, walker
from obkit.encoding.pattern import Filler, Pattern
from obkit.encoding.scopes import Declined
from obkit.errors import Refused
from obkit.issue import facts
from obkit.issue.issuing import CHECK_EVERY, Issuing, in_forks
from obkit.issue.ob3 import build
from obkit.issue.signing import conforming, lint, sign_jwt
from obkit.issue.template import Recorder
from obkit.issue.varying import Like, marked_document, odd, replaced, values_of
from obkit.keys import Signer
from obkit.overriding import override
from obkit.proofs import vc_jwt


class JwtTemplate:
    """Facts of one achievement version and one set of optional parts, to signed tokens."""

    __slots__ = ("_head", "_kid", "_like", "_pattern", "_payload", "_signer")

    def __init__(self, award: facts.Award, *, signer: Signer, kid: str) -> None:
        """Use `compile`."""
        document = marked_document(award)
        self._like = Like(award)
        self._signer = signer
        self._kid = kid
        # Only to know which values must be IRIs: a token is signed as JSON.
        self._pattern = Pattern(
            rdfc.canonical_nquads(document),
            holes=len(values_of(award)),
            prefixes=walker.with_prefixes(document)[1],
        )
        head, self._payload = _parts(award, signer, kid)
        self._head = f"{head}.".encode()

    @classmethod
    def compile(
        cls, award: facts.Award, *, signer: Signer, kid: str
    ) -> "JwtTemplate | None":
        """The template for awards like this one; None where such awards have none.

        Raises:
            MalformedDocument: the facts do not make a conforming credential.
            Refused: a reader of the JSON-LD would not see every member.
        """
        rdfc.canonical_nquads(conforming(build(award)))
        try:
            made = cls(award, signer=signer, kid=kid)
            made.check(award, made.issue(award))
        except (Declined, Refused):
            return None
        return made

    def fits(self, award: facts.Award) -> bool:
        """Whether an award is of this achievement version and has the same parts."""
        return self._like.fits(award)

    def issue(self, award: facts.Award) -> str:
        """The signed token of an award that fits.

        Raises:
            Declined: these facts need the general way.
        """
        if award.valid_until is not None and award.valid_until < award.valid_from:
            raise Declined
        values = values_of(award)
        plain = pattern.are_plain(values)
        self._pattern.check_iris(values, plain=plain)
        if not plain:
            self._pattern.check_texts(values)
            values = [encode_basestring(value)[1:-1] for value in values]
        written = [value.encode() for value in (*values, *_seconds(award))]
        payload = multibase.base64url_bytes(self._payload.fill(written))
        signing_input = self._head + payload
        signature = multibase.base64url(self._signer.sign(signing_input))
        return f"{signing_input.decode()}.{signature}"

    def check(self, award: facts.Award, issued: str) -> None:
        """Compare what was issued with the general way.

        Raises:
            Refused: `issue.template_differs`. This is a fault of ours; nothing may be published.
        """
        document = conforming(build(award))
        lint(document)  # as `sign_jwt` does; no canonical form is signed here
        expected = Recorder(self._signer.public_key)
        vc_jwt.sign(document, signer=expected, kid=self._kid)
        # Some algorithms sign differently each time, so what was signed is compared.
        is_same = issued.rpartition(".")[0].encode() == expected.message
        if not is_same or not vc_jwt.verify(
            vc_jwt.read(issued), key=self._signer.public_key
        ):
            raise Refused(
                "a template and the general way disagree",
                reason="issue.template_differs",
                id=award.id,
            )


class JwtBatch(Issuing[str]):
    """Issues awards as VC-JWTs of one key, by a template wherever one fits."""

    def __init__(
        self, *, signer: Signer, kid: str, check_every: int = CHECK_EVERY
    ) -> None:
        super().__init__(check_every)
        self._signer = signer
        self._kid = kid

    @override
    def _compile(self, award: facts.Award) -> JwtTemplate | None:
        return JwtTemplate.compile(award, signer=self._signer, kid=self._kid)

    @override
    def _the_general_way(self, award: facts.Award) -> str:
        return sign_jwt(build(award), signer=self._signer, kid=self._kid)


def issue_many_jwt(
    awards: Iterable[facts.Award],
    *,
    signer: Signer,
    kid: str,
    check_every: int = CHECK_EVERY,
    processes: int = 1,
) -> Iterator[str]:
    """The credentials of awards as VC-JWTs, in their order, as they are asked for.

    Of `processes` says `issue_many` what they need.

    Raises:
        MalformedDocument: the facts of the next award do not make a conforming credential.
        Refused: a reader of its JSON-LD would not see every member. To go on after such an
            award, use a `JwtBatch`.
        BrokenProcessPool: a process was killed, most likely because memory ran out.
    """

    def begin() -> Callable[[facts.Award], str]:
        return JwtBatch(signer=signer, kid=kid, check_every=check_every).issue

    return in_forks(awards, begin, processes=processes)


def _seconds(award: facts.Award) -> list[str]:
    """The claims `nbf` and `exp`: the moments of the document, which has whole seconds."""
    found = [str(int(award.valid_from.timestamp() // 1))]
    if award.valid_until is not None:
        found.append(str(int(award.valid_until.timestamp() // 1)))
    return found


def _parts(award: facts.Award, signer: Signer, kid: str) -> tuple[str, Filler]:
    """The header as every token has it, and the payload with holes for texts and for seconds."""
    strange = odd(award)
    recorder = Recorder(signer.public_key)
    vc_jwt.sign(build(strange).to_document(), signer=recorder, kid=kid)
    head, _, payload = recorder.message.decode().partition(".")
    texts = values_of(strange)
    markers = {text: pattern.marker(hole) for hole, text in enumerate(texts)}
    found: Any = replaced(strict_json.loads(multibase.from_base64url(payload)), markers)
    numbers = []
    for hole, claim in enumerate(("nbf", "exp")[: len(_seconds(award))], len(texts)):
        found[claim] = pattern.marker(hole)
        numbers.append(pattern.marker(hole))
    written = strict_json.dumps(found).decode()
    for number in numbers:  # not texts, so without quotes
        written = written.replace(f'"{number}"', number)
    return head, Filler(pattern.split_at_markers(written))
