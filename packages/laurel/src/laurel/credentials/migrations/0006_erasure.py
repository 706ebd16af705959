"""A credential may lose its person, once; nothing else of what was signed may change.

SQLite forgets the triggers of a table that it rebuilds, and PostgreSQL does not change a column
that a trigger names, so they are taken away first and made again last.
"""

from importlib import import_module

from django.db import migrations, models

generations = import_module("laurel.credentials.migrations.0003_generations")
MESSAGE = generations.immutable.MESSAGE
KEPT = tuple(
    name.strip()
    for name in generations.FIXED.split(",")
    if name.strip()
    not in ("document", "jwt", "ob2", "recipient_name", "recipient_email")
)
ERASING = (
    "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND length(NEW.document) = 0 "
    "AND NEW.jwt = '' AND NEW.recipient_email = '' AND {same}"
)


def _unless_erased(same):
    same_all = " AND ".join(same.format(name=name) for name in KEPT)
    return "NOT (" + ERASING.format(same=same_all) + ")"


POSTGRES = f"""
CREATE OR REPLACE TRIGGER credentials_immutable
BEFORE UPDATE OF {generations.FIXED}, erased_at ON credentials_credential
FOR EACH ROW WHEN ({_unless_erased('NEW.{name} IS NOT DISTINCT FROM OLD.{name}')})
EXECUTE FUNCTION credentials_refuse_change();
"""
SQLITE = f"""
CREATE TRIGGER credentials_immutable
BEFORE UPDATE OF {generations.FIXED}, erased_at ON credentials_credential
WHEN {_unless_erased('NEW.{name} IS OLD.{name}')}
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""


def protect(apps, schema_editor):
    generations.protect(apps, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)
        return
    schema_editor.execute("DROP TRIGGER credentials_immutable", params=None)
    schema_editor.execute(SQLITE, params=None)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0005_disclosed_ones")]
    operations = [
        migrations.RunPython(generations.unprotect, generations.protect),
        migrations.AddField(
            model_name="credential",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(protect, generations.unprotect),
    ]
