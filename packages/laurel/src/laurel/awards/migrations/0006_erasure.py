from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_look_up_by_person")]
    operations = [
        migrations.AddField(
            model_name="award",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
    ]
