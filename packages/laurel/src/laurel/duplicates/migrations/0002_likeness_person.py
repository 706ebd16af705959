"""Compare awards by the person that the institution's record knows, too."""

from django.db import migrations, models


def forget(apps, _editor):
    # The next look compares all awards anew; a pair that was asked about is not asked about again.
    apps.get_model("duplicates", "Likeness").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("achievements", "0001_initial"),
        ("duplicates", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="likeness",
            name="person",
            field=models.CharField(blank=True, default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="likeness",
            index=models.Index(
                fields=["achievement", "person"], name="duplicates__achieve_85d335_idx"
            ),
        ),
    ]
