"""A service said no: its words beside the field that has to change."""

from collections.abc import Mapping

from django import forms

from laurel.foundation.errors import Refused


def show_refusal(
    form: forms.Form, refusal: Refused, fields: Mapping[str, str] | None = None
) -> None:
    """Put a refusal beside its field; `fields` maps arguments that are named otherwise."""
    field = (fields or {}).get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, refusal.message)
