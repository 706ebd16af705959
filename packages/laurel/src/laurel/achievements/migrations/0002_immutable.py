"""The database itself refuses to change a version that was awarded."""

from django.db import migrations

FIXED = (
    "achievement_id, number, name, description, criteria, skills, image_png, image_svg, "
    "image_is_uploaded, locked_at, created_at"
)
MESSAGE = "a version that was awarded is never changed"
POSTGRES = f"""
CREATE FUNCTION achievements_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$;
CREATE TRIGGER achievements_immutable BEFORE UPDATE OF {FIXED}
ON achievements_achievementversion FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL)
EXECUTE FUNCTION achievements_refuse_change();
"""
SQLITE = f"""
CREATE TRIGGER achievements_immutable BEFORE UPDATE OF {FIXED}
ON achievements_achievementversion WHEN OLD.locked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""


def protect(apps, schema_editor):
    sql = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
    schema_editor.execute(sql, params=None)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION achievements_refuse_change CASCADE", params=None)
    else:
        schema_editor.execute("DROP TRIGGER achievements_immutable", params=None)


class Migration(migrations.Migration):
    dependencies = [("achievements", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
