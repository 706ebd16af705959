"""Which list gave a learner another address, so that it does so once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("classes", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="learner",
            name="moved_by",
            field=models.CharField(blank=True, default="", max_length=22),
            preserve_default=False,
        ),
    ]
