"""A status list knows how many of its places are given out; badges may be replaced."""

from django.db import migrations, models


def count(apps, schema_editor):
    lists = apps.get_model("credentials", "StatusList")
    for row in lists.objects.iterator():
        row.taken = row.slots.count()
        row.save(update_fields=["taken"])


class Migration(migrations.Migration):
    dependencies = [("credentials", "0003_generations")]
    operations = [
        migrations.AddField(
            model_name="statuslist",
            name="taken",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="credential",
            name="revocation_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("administrative_error", "administrative_error"),
                    ("duplicate", "duplicate"),
                    ("superseded", "superseded"),
                    ("recipient_request", "recipient_request"),
                    ("requirements_not_met", "requirements_not_met"),
                    ("misconduct", "misconduct"),
                    ("other", "other"),
                ],
                max_length=24,
            ),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
