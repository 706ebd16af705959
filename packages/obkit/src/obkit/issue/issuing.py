"""Issuing one award after another: which template fits, and what happens where none does."""

from abc import ABC, abstractmethod
from collections import OrderedDict
from typing import Final, Generic, Protocol, TypeVar

from obkit.encoding.scopes import Declined
from obkit.issue import facts
from obkit.issue.varying import Shape, shape_of

# One in so many is issued the general way too and compared: some 5 % more work at this number.
CHECK_EVERY: Final = 1_000
MAX_TEMPLATES: Final = 64  # of one batch; some 60 KB apiece

Issued = TypeVar("Issued")


class Fitting(Protocol[Issued]):
    """A template, whatever it issues."""

    def fits(self, award: facts.Award) -> bool:
        """Whether the template is for awards like this one."""

    def issue(self, award: facts.Award) -> Issued:
        """The credential, or `Declined`."""

    def check(self, award: facts.Award, issued: Issued) -> None:
        """Compare what was issued with the general way, or `Refused`."""


class Issuing(ABC, Generic[Issued]):
    """Issues awards by templates that are made as they are needed. Not shared between threads."""

    def __init__(self, check_every: int) -> None:
        self._check_every = check_every
        self._issued = 0
        self._last: Fitting[Issued] | None = None
        self._templates: OrderedDict[Shape, Fitting[Issued] | None] = OrderedDict()

    def issue(self, award: facts.Award) -> Issued:
        """The credential of an award, to be stored as it is.

        Raises:
            MalformedDocument: the facts do not make a conforming credential.
            Refused: signing would silently leave a member out; or a template gave something
                else than the general way (`issue.template_differs`), which is a fault of ours.
        """
        template = self._last
        if template is None or not template.fits(award):
            template = self._last = self._template_for(award)
        if template is None:
            return self._the_general_way(award)
        try:
            issued = template.issue(award)
        except Declined:
            return self._the_general_way(award)
        self._issued += 1
        if self._issued % self._check_every == 0:
            template.check(award, issued)
        return issued

    def _template_for(self, award: facts.Award) -> Fitting[Issued] | None:
        key = (award.issuer, award.achievement, *shape_of(award))
        if key not in self._templates:
            self._templates[key] = self._compile(award)
            if len(self._templates) > MAX_TEMPLATES:
                self._templates.popitem(last=False)
        return self._templates[key]

    @abstractmethod
    def _compile(self, award: facts.Award) -> Fitting[Issued] | None:
        """The template for awards like this one; None where such awards have none."""

    @abstractmethod
    def _the_general_way(self, award: facts.Award) -> Issued:
        """The credential without any template."""
