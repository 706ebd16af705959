"""The database itself refuses to change what was signed."""

from django.db import migrations

FIXED = (
    "award_public_id, organization_id, issuer_id, achievement_version_id, slot_id, document, jwt, "
    "ob2, recipient_name, recipient_email, achievement_name, issuer_name, issued_at, valid_until, "
    "created_at"
)
MESSAGE = "a credential is never changed after it was signed"
POSTGRES = f"""
CREATE FUNCTION credentials_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$;
CREATE TRIGGER credentials_immutable BEFORE UPDATE OF {FIXED} ON credentials_credential
FOR EACH ROW EXECUTE FUNCTION credentials_refuse_change();
"""
SQLITE = f"""
CREATE TRIGGER credentials_immutable BEFORE UPDATE OF {FIXED} ON credentials_credential
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""


def protect(apps, schema_editor):
    sql = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
    schema_editor.execute(sql, params=None)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION credentials_refuse_change CASCADE", params=None)
    else:
        schema_editor.execute("DROP TRIGGER credentials_immutable", params=None)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
