from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0007_mail_language")]
    operations = [
        migrations.AddField(
            model_name="award",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
    ]
