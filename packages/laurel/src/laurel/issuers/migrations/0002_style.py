"""The style of an issuer beside its colours: shape, background, who signs."""

from django.db import migrations, models

EMPTY_NAME = {"blank": True, "default": "", "max_length": 200}
EMPTY_FILE = {"blank": True, "default": "", "max_length": 64}


class Migration(migrations.Migration):
    dependencies = [("issuers", "0001_initial")]
    operations = [
        migrations.AddField(
            "issuer",
            "badge_shape",
            models.CharField(blank=True, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            "issuer", "background", models.CharField(**EMPTY_FILE), preserve_default=False
        ),
        migrations.AddField(
            "issuer", "signature", models.CharField(**EMPTY_FILE), preserve_default=False
        ),
        migrations.AddField(
            "issuer", "signer_name", models.CharField(**EMPTY_NAME), preserve_default=False
        ),
        migrations.AddField(
            "issuer", "signer_title", models.CharField(**EMPTY_NAME), preserve_default=False
        ),
    ]
