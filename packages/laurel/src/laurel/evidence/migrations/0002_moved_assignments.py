"""Which list gave an assignment another address, so that it does so once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_evidence")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="moved_by",
            field=models.CharField(blank=True, default="", max_length=22),
            preserve_default=False,
        ),
    ]
