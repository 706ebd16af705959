"""The form renderer: forms and `{% field form.name %}` come out in Laurel's look."""

from typing import Any

from django.forms.renderers import DjangoTemplates


class LaurelRenderer(DjangoTemplates):
    """Django's renderer with our templates for the form, its fields and its errors."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """Render, with our error list in place of Django's."""
        if template_name == "django/forms/errors/list/default.html":
            template_name = "ui/forms/errors.html"
        return super().render(template_name, context, request)
