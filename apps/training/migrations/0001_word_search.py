from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """For searches by a part of a name."""

    initial = True
    dependencies = []
    operations = [TrigramExtension()]
