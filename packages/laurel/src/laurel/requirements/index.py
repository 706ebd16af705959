"""Which rules have to be looked at again when one thing becomes known of one learner."""

from collections.abc import Mapping

from laurel.requirements.types import Kind, Requirement, needs


class Index:
    """Rules by what they ask about, so that one new fact moves only those."""

    def __init__(self, rules: Mapping[str, Requirement]) -> None:
        self.rules = dict(rules)
        self._asking: dict[tuple[Kind, str], tuple[str, ...]] = {}
        for name, rule in self.rules.items():
            for about in {(need.kind, need.subject) for need in needs(rule)}:
                self._asking[about] = (*self._asking.get(about, ()), name)

    def asking(self, subject: str, *kinds: Kind) -> tuple[str, ...]:
        """The names of the rules that ask about this subject; without a kind, in any way."""
        found = (self._asking.get((kind, subject), ()) for kind in kinds or Kind)
        return tuple(sorted({name for names in found for name in names}))
