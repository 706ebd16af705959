"""What the figures of the home page are about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from laurel.insights.types import Period

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer
    from laurel.programs.models import Program

PERIODS = {
    Period.WEEKS: "Last 12 weeks",
    Period.MONTHS: "Last 12 months",
    Period.YEAR: "This year",
    Period.BEFORE: "Last year",
    Period.ALL: "Since the beginning",
}
USUAL = Period.MONTHS
ALL_ISSUERS, ALL_PROGRAMS = ("", "All issuers"), ("", "All programmes")


class FiguresForm(forms.Form):
    """Which time, whose badges; where there is nothing to choose from, nothing is asked."""

    period = forms.ChoiceField(
        label="Time",
        required=False,
        choices=[(period.value, words) for period, words in PERIODS.items()],
    )
    of = forms.ChoiceField(label="Issuer", required=False)
    program = forms.ChoiceField(label="Programme", required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        issuers: "Sequence[Issuer]",
        programs: "Sequence[Program]",
    ) -> None:
        super().__init__({"period": USUAL.value, **data.dict()})
        self._given = data
        self._issuers = {each.public_id: each for each in issuers}
        self._programs = {each.public_id: each for each in programs}
        self._offer("of", ALL_ISSUERS, self._issuers if len(issuers) > 1 else {})
        self._offer("program", ALL_PROGRAMS, self._programs)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Choose one of the list."
        self.is_valid()  # what is wrong is said beside its field and filters nothing

    @property
    def is_asked(self) -> bool:
        """Whether the address says anything about it."""
        return any(name in self._given for name in self.fields)

    def of_all_time(self) -> "FiguresForm":
        """The same without an end; for those whose last award is long ago."""
        everything = self._given.copy()
        everything["period"] = Period.ALL.value
        return FiguresForm(
            everything,
            issuers=list(self._issuers.values()),
            programs=list(self._programs.values()),
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """The arguments of `insights.selectors.figures`."""
        given = self.cleaned_data
        return {
            "period": Period(given.get("period") or USUAL),
            "issuer": self._issuers.get(given.get("of", "")),
            "program": self._programs.get(given.get("program", "")),
        }

    @property
    def query(self) -> dict[str, str]:
        """What an address has to say for the same choice; empty: the usual one."""
        usual = {"period": USUAL.value}
        given = {name: str(value) for name, value in self.cleaned_data.items() if value}
        return {k: value for k, value in given.items() if usual.get(k) != value}

    def _offer(self, name: str, none: tuple[str, str], known: Any) -> None:
        if not known:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [none, *((key, each.name) for key, each in known.items())]
