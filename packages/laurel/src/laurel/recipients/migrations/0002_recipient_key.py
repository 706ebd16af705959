"""Find people by their address, too."""

import unicodedata

from django.db import migrations, models


def fill(apps, _editor):
    recipients = apps.get_model("recipients", "Recipient").objects
    pile = []
    for row in recipients.iterator(chunk_size=500):
        row.key = unicodedata.normalize("NFC", row.email.strip()).lower()
        pile.append(row)
        if len(pile) == 500:
            recipients.bulk_update(pile, ["key"])
            pile = []
    recipients.bulk_update(pile, ["key"])


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0001_initial"),
        ("recipients", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="recipient",
            name="key",
            field=models.CharField(default="", max_length=254),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(
                fields=["organization", "key"], name="recipients__organiz_43f8dc_idx"
            ),
        ),
    ]
