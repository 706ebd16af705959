"""The design of a drawn picture is kept with its version, and as immutable as the picture."""

from importlib import import_module

from django.db import migrations, models

before = import_module("laurel.achievements.migrations.0002_immutable")
FIXED = f"{before.FIXED}, design"


def protect(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    sql = before.POSTGRES if postgresql else before.SQLITE
    schema_editor.execute(sql.replace(before.FIXED, FIXED), params=None)


class Migration(migrations.Migration):
    dependencies = [("achievements", "0002_immutable")]
    operations = [
        # SQLite makes the table anew for a column, and a trigger would be lost with the old one.
        migrations.RunPython(before.unprotect, before.protect),
        migrations.AddField("achievementversion", "design", models.JSONField(default=dict)),
        migrations.RunPython(protect, before.unprotect),
    ]
