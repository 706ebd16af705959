"""How a JSON document becomes a typed object and back: one reading of every model class.

A model class is a frozen dataclass whose annotations are its rules: a field without a default is
required, `tuple[X, ...]` is a list (one value alone is accepted, OB30-S3), a model class is a
nested object, and the value types of `values` carry the check of one value. Members that the class
does not name are kept in `extra`, so nothing is lost between reading and writing.

Reading reports every broken rule, not only the first, because a document that breaks three rules
is mended in one go. Writing gives lists as lists, in the order in which the class declares them.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import (
    Annotated,
    Any,
    ClassVar,
    NamedTuple,
    Self,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from obkit.errors import MalformedDocument
from obkit.model.values import Broken, Json, Rule

MAX_DEPTH = 32  # nested objects; real credentials stay below 12
MAX_PROBLEMS = 50  # enough to mend a document, too few to be a burden


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: where (a JSON path) and which (a reason code)."""

    path: str
    reason: str


class _Plan(NamedTuple):
    """How one field is read and written."""

    attribute: str
    member: str
    rule: Rule | None  # a value …
    node: "type[Node] | None"  # … or an object
    link: bool  # an object that may also be given by its IRI alone
    many: bool
    required: bool


@dataclass(frozen=True, kw_only=True)
class Node:
    """One object of a document. `TYPES` are the types of which it must carry at least one."""

    TYPES: ClassVar[tuple[str, ...]] = ()
    CLOSED: ClassVar[bool] = False  # the schema allows no further members
    ONE_TYPE: ClassVar[bool] = False  # `type` is a single string (T-DM-1)
    BARE_TYPE: ClassVar[bool] = False  # a type alone is written without a list

    extra: Mapping[str, Json] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Json, *, path: str = "$") -> Self:
        """Read the object.

        Raises:
            MalformedDocument: with `path` and `reason` of the first broken rule, and all of
                them as `problems`.
        """
        problems: list[Problem] = []
        node: Self = _read(cls, document, path, problems, 0)
        if problems:
            first = problems[0]
            raise MalformedDocument(
                f"{first.path}: {first.reason}",
                reason=first.reason,
                path=first.path,
                problems=[{"path": p.path, "reason": p.reason} for p in problems],
            )
        return node

    @classmethod
    def problems_of(cls, document: Json, *, path: str = "$") -> list[Problem]:
        """Every rule that the document breaks; none if it can be read."""
        problems: list[Problem] = []
        _read(cls, document, path, problems, 0)
        return problems

    def to_document(self) -> dict[str, Json]:
        """Write the object as JSON values; lists stay lists and empty members are left out."""
        document: dict[str, Json] = {}
        for plan in _plan(type(self)):
            value = getattr(self, plan.attribute)
            if value is None or value == ():
                continue
            if plan.member == "type" and self._writes_bare(value):
                document["type"] = value[0]
            elif plan.many:
                document[plan.member] = [_write(plan, item) for item in value]
            else:
                document[plan.member] = _write(plan, value)
        names = self.member_names(document)
        if names:
            document = {names.get(key, key): v for key, v in document.items()}
        return document | dict(self.extra)

    def _writes_bare(self, types_: tuple[str, ...]) -> bool:
        return self.ONE_TYPE or (self.BARE_TYPE and len(types_) == 1)

    @classmethod
    def member_names(cls, document: Mapping[str, Json]) -> Mapping[str, str]:
        """How this document names some members otherwise; the newest name, then its own."""
        del document
        return {}

    @classmethod
    def broken_first(cls, document: Mapping[str, Json], path: str) -> list[Problem]:
        """Rules that decide what the document is at all; reported before its members are."""
        del document, path
        return []

    def broken_rules(self, path: str) -> list[Problem]:
        """Rules between the members of this object; the class adds its own."""
        del path
        return []


def _write(plan: _Plan, value: Any) -> Json:
    if isinstance(value, Node):
        return value.to_document()
    return plan.rule.write(value) if plan.rule else value


def _read(
    cls: type[Any], document: Json, path: str, problems: list[Problem], depth: int
) -> Any:
    """Read one object, adding what is wrong to `problems`; None where it cannot be built."""
    if not isinstance(document, dict):
        problems.append(Problem(path, "document.not_an_object"))
        return None
    if depth >= MAX_DEPTH:
        problems.append(Problem(path, "document.too_deep"))
        return None
    before = len(problems)
    values: dict[str, Any] = {}
    plans = _plan(cls)
    names = cls.member_names(document)
    problems.extend(cls.broken_first(document, path))
    _check_type(cls, document, path, problems)
    for plan in plans:
        member = names.get(plan.member, plan.member)
        where = f"{path}.{member}"
        if member not in document:
            if plan.required:
                problems.append(Problem(where, "document.member_missing"))
            continue
        values[plan.attribute] = _read_member(
            plan, document[member], where, problems, depth
        )
        if len(problems) >= MAX_PROBLEMS:
            return None
    named = {names.get(plan.member, plan.member) for plan in plans}
    extra = {name: value for name, value in document.items() if name not in named}
    if extra and cls.CLOSED:
        problems.append(Problem(f"{path}.{min(extra)}", "document.unknown_member"))
    if len(problems) > before:
        return None
    node = cls(**values, extra=extra)
    problems.extend(node.broken_rules(path))
    return node


def _read_member(
    plan: _Plan, value: Json, path: str, problems: list[Problem], depth: int
) -> Any:
    if not plan.many:
        if isinstance(value, list) and plan.member != "@value":
            problems.append(Problem(path, "document.not_a_single_value"))
            return None
        return _read_one(plan, value, path, problems, depth)
    if not isinstance(value, list):
        return (_read_one(plan, value, path, problems, depth),)
    if not value and plan.required:
        problems.append(Problem(path, "document.empty_list"))
    items = []
    for index, item in enumerate(value):
        items.append(_read_one(plan, item, f"{path}[{index}]", problems, depth))
        if len(problems) >= MAX_PROBLEMS:
            break
    return tuple(items)


def _read_one(
    plan: _Plan, value: Json, path: str, problems: list[Problem], depth: int
) -> Any:
    try:
        if plan.node is None or (plan.link and isinstance(value, str)):
            return plan.rule.read(value) if plan.rule else value
    except Broken as broken:
        problems.append(Problem(path, broken.reason))
        return None
    return _read(plan.node, value, path, problems, depth + 1)


def _check_type(
    cls: type[Node], document: dict[str, Json], path: str, problems: list[Problem]
) -> None:
    if not cls.TYPES or "type" not in document:
        return
    given = document["type"]
    if cls.ONE_TYPE and not isinstance(given, str):
        problems.append(Problem(f"{path}.type", "document.not_a_single_value"))
    found = given if isinstance(given, list) else [given]
    if not any(term in cls.TYPES for term in found if isinstance(term, str)):
        problems.append(Problem(f"{path}.type", "document.wrong_type"))


_PLANS: "dict[type[Node], tuple[_Plan, ...]]" = {}


def _plan(cls: type[Node]) -> tuple[_Plan, ...]:
    """How a class is read and written, worked out from its annotations once."""
    if cls not in _PLANS:
        _PLANS[cls] = _work_out(cls)
    return _PLANS[cls]


def _work_out(cls: type[Node]) -> tuple[_Plan, ...]:
    hints = get_type_hints(cls, include_extras=True)
    plans = [
        _plan_field(item, hints[item.name])
        for item in fields(cls)
        if item.name != "extra"
    ]
    # Readers look for the proof at the end; inheritance would put it in the middle.
    return tuple(sorted(plans, key=lambda plan: plan.member == "proof"))


_KEYWORDS = {"context": "@context", "language": "@language"}


def _plan_field(item: "Field[Any]", hint: Any) -> _Plan:
    required = item.default is MISSING and item.default_factory is MISSING
    rule, node, link, many = _parse_hint(hint)
    member = _KEYWORDS.get(item.name) or _camel(item.name)
    # `type` has a default for those who build; a document has to say it.
    required = required or item.metadata.get("required", False)
    return _Plan(item.name, member, rule, node, link, many, required)


def _parse_hint(hint: Any) -> tuple[Rule | None, type[Node] | None, bool, bool]:
    """(rule, node, link, many) of an annotation; the docstring of the module is its grammar."""
    if get_origin(hint) is tuple:
        rule, node, link, _ = _parse_hint(get_args(hint)[0])
        return rule, node, link, True
    if get_origin(hint) in (Union, types.UnionType):
        parts = [part for part in get_args(hint) if part is not types.NoneType]
        parsed = [_parse_hint(part) for part in parts]
        rules = [rule for rule, *_ in parsed if rule]
        nodes = [node for _, node, *_ in parsed if node]
        return (
            rules[0] if rules else None,
            nodes[0] if nodes else None,
            bool(rules and nodes),
            any(many for *_, many in parsed),
        )
    if get_origin(hint) is Annotated:
        return hint.__metadata__[0], None, False, False
    return None, hint, False, False


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def type_field(*terms: str) -> Any:
    """The `type` member: written by default with these terms, required when reading."""
    return field(default=terms, metadata={"required": True})
