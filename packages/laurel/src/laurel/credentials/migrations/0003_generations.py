"""Several generations of one credential, of which one counts; suspending and reinstating.

SQLite forgets the triggers of a table that it rebuilds, and PostgreSQL does not change a column
that a trigger names, so they are taken away first and made again last.
"""

from importlib import import_module

from django.db import migrations, models

immutable = import_module("laurel.credentials.migrations.0002_immutable")

FIXED = f"{immutable.FIXED}, generation, cause"
ONE_WAY = "the status of a credential never goes back"
BACK = """
(OLD.status <> 'active' AND NEW.status = 'active')
OR (OLD.status = 'revoked' AND NEW.status = 'suspended')
OR (OLD.status = 'superseded' AND NEW.status <> 'superseded')
"""
POSTGRES = f"""
CREATE FUNCTION credentials_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{immutable.MESSAGE}'; END $$;
CREATE TRIGGER credentials_immutable BEFORE UPDATE OF {FIXED} ON credentials_credential
FOR EACH ROW EXECUTE FUNCTION credentials_refuse_change();
CREATE FUNCTION credentials_refuse_way_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{ONE_WAY}'; END $$;
CREATE TRIGGER credentials_one_way BEFORE UPDATE OF status ON credentials_credential
FOR EACH ROW WHEN ({BACK}) EXECUTE FUNCTION credentials_refuse_way_back();
"""
SQLITE = (
    f"""
CREATE TRIGGER credentials_immutable BEFORE UPDATE OF {FIXED} ON credentials_credential
BEGIN SELECT RAISE(ABORT, '{immutable.MESSAGE}'); END
""",
    f"""
CREATE TRIGGER credentials_one_way BEFORE UPDATE OF status ON credentials_credential
WHEN {BACK} BEGIN SELECT RAISE(ABORT, '{ONE_WAY}'); END
""",
)


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)
        return
    for statement in SQLITE:
        schema_editor.execute(statement, params=None)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION credentials_refuse_change CASCADE", params=None)
        schema_editor.execute("DROP FUNCTION credentials_refuse_way_back CASCADE", params=None)
        return
    schema_editor.execute("DROP TRIGGER credentials_immutable", params=None)
    schema_editor.execute("DROP TRIGGER credentials_one_way", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("achievements", "0002_immutable"),
        ("credentials", "0002_immutable"),
        ("issuers", "0001_initial"),
        ("organizations", "0002_invitations"),
    ]
    operations = [
        migrations.RunPython(immutable.unprotect, immutable.protect),
        migrations.RemoveConstraint(
            model_name='credential',
            name='credentials_revoked_ones_have_a_time',
        ),
        migrations.AddField(
            model_name='credential',
            name='cause',
            field=models.CharField(choices=[('issued', 'issued'), ('corrected', 'corrected'), ('reinstated', 'reinstated')], default='issued', max_length=10),
        ),
        migrations.AddField(
            model_name='credential',
            name='generation',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='credential',
            name='reinstated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='credential',
            name='reinstatement_note',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='credential',
            name='superseded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='credential',
            name='suspended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='credential',
            name='suspension_note',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='credential',
            name='suspension_wording',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='statusslot',
            name='generation',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='credential',
            name='award_public_id',
            field=models.CharField(max_length=22),
        ),
        migrations.AlterField(
            model_name='credential',
            name='status',
            field=models.CharField(choices=[('active', 'active'), ('suspended', 'suspended'), ('revoked', 'revoked'), ('superseded', 'superseded')], default='active', max_length=10),
        ),
        migrations.AlterField(
            model_name='statusslot',
            name='award_public_id',
            field=models.CharField(max_length=22),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('status', 'active'), ('superseded_at__isnull', True), ('suspended_at__isnull', True)), models.Q(('revoked_at__isnull', True), ('status', 'suspended'), ('superseded_at__isnull', True), ('suspended_at__isnull', False)), models.Q(('revoked_at__isnull', False), ('status', 'revoked'), ('superseded_at__isnull', True)), models.Q(('status', 'superseded'), ('superseded_at__isnull', False)), _connector='OR'), name='credentials_every_status_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.UniqueConstraint(fields=('award_public_id', 'generation'), name='credentials_one_of_each_generation'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'superseded'), _negated=True), fields=('award_public_id',), name='credentials_one_that_counts'),
        ),
        migrations.AddConstraint(
            model_name='statusslot',
            constraint=models.UniqueConstraint(fields=('award_public_id', 'generation'), name='credentials_one_slot_each'),
        ),
        migrations.RunPython(protect, unprotect),
    ]
