"""Issuing many credentials of one achievement without canonicalising each anew.

Credentials of one achievement version differ in a few texts. A `Template` is made from the general
way of issuing, with a marker for each such text; then facts become signed bytes by filling holes.
The bytes are those that `sign_embedded` gives, which is compared at run time for one award in many.
Facts that the template is not sure of take the general way.

    batch = issue.Batch(signer=…, verification_method=…, created=now)
    data = batch.issue(award)

    for data in issue.issue_many(awards, signer=…, verification_method=…, created=now): …
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any

from obkit.encoding import multibase, pattern, rdfc, strict_json, walker
from obkit.encoding.pattern import Filler, Pattern
from obkit.encoding.scopes import Declined
from obkit.errors import Refused
from obkit.issue import facts
from obkit.issue.issuing import CHECK_EVERY, Issuing, in_forks
from obkit.issue.ob3 import build
from obkit.issue.signing import conforming, sign_embedded
from obkit.issue.varying import Like, marked_document, values_of
from obkit.keys import PublicKey, Signer
from obkit.overriding import override
from obkit.proofs import eddsa_rdfc_2022


class Template:
    """Facts of one achievement version and one set of optional parts, to signed bytes."""

    __slots__ = ("_binding", "_document", "_like", "_pattern")

    def __init__(
        self, award: facts.Award, document: dict[str, Any], binding: "_Binding"
    ) -> None:
        """Use `compile`."""
        self._like = Like(award)
        self._document = document
        self._pattern = Pattern(
            rdfc.canonical_nquads(document),
            holes=len(values_of(award)),
            prefixes=walker.with_prefixes(document)[1],
        )
        self._binding = binding

    @classmethod
    def compile(
        cls,
        award: facts.Award,
        *,
        signer: Signer,
        verification_method: str,
        created: datetime,
    ) -> "Template | None":
        """The template for awards like this one; None where such awards have none.

        Raises:
            MalformedDocument: the facts do not make a conforming credential.
            Refused: signing would silently leave a member out.
            Unverifiable: a context that we do not know.
        """
        document = conforming(build(award))
        rdfc.canonical_nquads(document)
        try:
            marked = marked_document(award)
            binding = _Binding.of(
                marked,
                holes=len(values_of(award)),
                signer=signer,
                verification_method=verification_method,
                created=created,
            )
            made = cls(award, marked, binding)
            made._check(award, made.issue(award))
        except Declined:
            return None
        return made

    def at(self, created: datetime) -> "Template":
        """The same template for proofs of another time."""
        made = object.__new__(Template)
        for name in Template.__slots__:
            setattr(made, name, getattr(self, name))
        made._binding = self._binding.at(self._document, created)
        return made

    def fits(self, award: facts.Award) -> bool:
        """Whether an award is of this achievement version and has the same parts."""
        return self._like.fits(award)

    def issue(self, award: facts.Award) -> bytes:
        """The signed credential of an award that fits.

        Raises:
            Declined: these facts need the general way.
        """
        if award.valid_until is not None and award.valid_until < award.valid_from:
            raise Declined
        values = values_of(award)
        plain = pattern.are_plain(values)
        canonical_form = self._pattern.fill(values, plain=plain)
        return self._binding.sign(canonical_form, values, plain=plain)

    def check(self, award: facts.Award, issued: bytes) -> None:
        """Compare what was issued with the general way, which shares no shortcut with it.

        Raises:
            Refused: `issue.template_differs`. This is a fault of ours; nothing may be published.
        """
        try:
            self._check(award, issued)
        except Declined:
            raise Refused(
                "a template and the general way disagree",
                reason="issue.template_differs",
                id=award.id,
            ) from None

    def _check(self, award: facts.Award, data: bytes) -> None:
        document = conforming(build(award))
        if rdfc.canonical_nquads(document) != self._pattern.fill(values_of(award)):
            raise Declined
        issued: Any = strict_json.loads(data)
        proof = issued["proof"][-1]
        if data != strict_json.dumps({**document, "proof": [proof]}):
            raise Declined
        if not self._binding.has_signed(issued, proof):
            raise Declined


class Batch(Issuing[bytes]):
    """Issues awards with an embedded proof of one key and time, by a template wherever one fits."""

    def __init__(
        self,
        *,
        signer: Signer,
        verification_method: str,
        created: datetime,
        check_every: int = CHECK_EVERY,
    ) -> None:
        super().__init__(check_every)
        self._signer = signer
        self._verification_method = verification_method
        self._created = created

    @override
    def _compile(self, award: facts.Award) -> Template | None:
        return Template.compile(
            award,
            signer=self._signer,
            verification_method=self._verification_method,
            created=self._created,
        )

    @override
    def _the_general_way(self, award: facts.Award) -> bytes:
        return sign_embedded(
            build(award),
            signer=self._signer,
            verification_method=self._verification_method,
            created=self._created,
        )


def issue_many(
    awards: Iterable[facts.Award],
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
    check_every: int = CHECK_EVERY,
    processes: int = 1,
) -> Iterator[bytes]:
    """The signed credentials of awards, in their order, as they are asked for.

    Awards are read as credentials are asked for, so that memory stays flat. With several
    `processes` each signs with a copy of the signer in its memory: never pickled, so this needs a
    system with `fork` (not Windows), and a program that runs no other threads meanwhile. Whoever
    stops asking, or presses Ctrl-C, ends them.

    Raises:
        MalformedDocument: the facts of the next award do not make a conforming credential.
        Refused: signing would silently leave a member of it out. To go on after such an award,
            use a `Batch`.
        BrokenProcessPool: a process was killed, most likely because memory ran out.
    """

    def begin() -> Callable[[facts.Award], bytes]:
        return Batch(
            signer=signer,
            verification_method=verification_method,
            created=created,
            check_every=check_every,
        ).issue

    return in_forks(awards, begin, processes=processes)


@dataclass(frozen=True, slots=True)
class _Binding:
    """A template's JSON and the hash of its proof options, for one key and one time."""

    signer: Signer
    verification_method: str
    holes: int
    options_hash: bytes
    json: Filler
    proof: dict[str, Any]

    @classmethod
    def of(
        cls,
        document: dict[str, Any],
        *,
        holes: int,
        signer: Signer,
        verification_method: str,
        created: datetime,
    ) -> "_Binding":
        """Have the document with its markers signed by nobody, and keep what was to be signed."""
        recorder = Recorder(signer.public_key)
        secured = eddsa_rdfc_2022.sign(
            document,
            signer=recorder,
            verification_method=verification_method,
            created=created,
        )
        proof = secured["proof"][-1]
        proof["proofValue"] = pattern.marker(holes)
        text = strict_json.dumps(secured).decode()
        return cls(
            signer,
            verification_method,
            holes,
            recorder.message[: sha256().digest_size],
            Filler(pattern.split_at_markers(text)),
            proof,
        )

    def at(self, document: dict[str, Any], created: datetime) -> "_Binding":
        """The same for another time."""
        return _Binding.of(
            document,
            holes=self.holes,
            signer=self.signer,
            verification_method=self.verification_method,
            created=created,
        )

    def sign(self, canonical_form: bytes, values: list[str], *, plain: bool) -> bytes:
        """The JSON with its values and the signature over this canonical form."""
        digest = sha256(canonical_form).digest()
        signature = self.signer.sign(self.options_hash + digest)
        if not plain:
            values = [encode_basestring(value)[1:-1] for value in values]
        written = [value.encode() for value in values]
        written.append(multibase.encode(signature).encode())
        return self.json.fill(written)

    def has_signed(self, issued: dict[str, Any], proof: dict[str, Any]) -> bool:
        """Whether the proof is the one meant here, and its signature fits."""
        options = {**proof, "proofValue": self.proof["proofValue"]}
        return options == self.proof and eddsa_rdfc_2022.verify(
            issued, proof, key=self.signer.public_key
        )


class Recorder:
    """Stands in for a signer and keeps what it was asked to sign."""

    def __init__(self, public_key: PublicKey) -> None:
        """A signer of this key, in name only."""
        self.public_key = public_key
        self.message = b""

    def sign(self, message: bytes) -> bytes:
        """Nothing that anybody would accept."""
        self.message = message
        return bytes(eddsa_rdfc_2022.SIGNATURE_BYTES)
