"""Everything that can be said of an achievement, and drafts of it.

The database goes on refusing to change a version that was awarded, with one way in: its words
change together with `spelling_corrected_at`, and with nothing else.
"""

from django.db import migrations, models

FIXED = (
    "achievement_id, number, is_draft, skills, validity, achievement_type, credits, tags, "
    "language, results, related, image_png, image_svg, image_is_uploaded, design, locked_at, "
    "created_at"
)
WORDS = "name, description, criteria, criteria_lines, editions"
MESSAGE = "a version that was awarded is never changed"
TABLE = "achievements_achievementversion"
POSTGRES = f"""
CREATE TRIGGER achievements_immutable BEFORE UPDATE OF {FIXED}
ON {TABLE} FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL)
EXECUTE FUNCTION achievements_refuse_change();
CREATE TRIGGER achievements_words BEFORE UPDATE OF {WORDS}
ON {TABLE} FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL
AND NEW.spelling_corrected_at IS NOT DISTINCT FROM OLD.spelling_corrected_at)
EXECUTE FUNCTION achievements_refuse_change();
"""
SQLITE = (
    f"""
CREATE TRIGGER achievements_immutable BEFORE UPDATE OF {FIXED}
ON {TABLE} WHEN OLD.locked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
""",
    f"""
CREATE TRIGGER achievements_words BEFORE UPDATE OF {WORDS}
ON {TABLE} WHEN OLD.locked_at IS NOT NULL
AND NEW.spelling_corrected_at IS OLD.spelling_corrected_at
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
""",
)


def unprotect(apps, schema_editor):
    # SQLite makes the table anew to change it, and forgets its triggers anyway.
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("achievements_immutable", "achievements_words"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}", params=None)


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)
        return
    for sql in SQLITE:
        schema_editor.execute(sql, params=None)


def publish(apps, schema_editor):
    """What there was could be awarded."""
    found = apps.get_model("achievements", "Achievement").objects.filter(published_at=None)
    found.update(published_at=models.F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0003_design'),
    ]

    operations = [
        migrations.RunPython(unprotect, migrations.RunPython.noop),
        migrations.AddField(
            model_name='achievement',
            name='earn_clicks',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='achievement',
            name='earn_url',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='achievement',
            name='published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='achievement_type',
            field=models.CharField(default='Badge', max_length=100),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='credits',
            field=models.DecimalField(decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='criteria_lines',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='editing',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='editions',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='is_draft',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='language',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='related',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='results',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='spelling_corrected_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='tags',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='achievementversion',
            name='validity',
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name='achievementversion',
            name='criteria',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='achievementversion',
            name='description',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='achievementversion',
            constraint=models.UniqueConstraint(condition=models.Q(('is_draft', True)), fields=('achievement',), name='achievements_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='achievementversion',
            constraint=models.CheckConstraint(condition=models.Q(('is_draft', False), ('locked_at__isnull', True), _connector='OR'), name='achievements_drafts_are_not_awarded'),
        ),
        migrations.RunPython(publish, migrations.RunPython.noop),
        migrations.RunPython(protect, unprotect),
    ]
