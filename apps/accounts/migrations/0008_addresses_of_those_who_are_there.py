"""Whoever signed in before addresses had to be proved keeps doing so: their address counts as theirs."""

from django.db import migrations

BATCH = 1000


def believe(apps, _):
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    last = 0
    while people := list(User.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "email")[:BATCH]):
        last = people[-1][0]
        known = set(EmailAddress.objects.filter(user__in=[pk for pk, _ in people]).values_list("user_id", flat=True))
        EmailAddress.objects.bulk_create(
            EmailAddress(user_id=pk, email=email.lower(), verified=True, primary=True)
            for pk, email in people
            if pk not in known
        )


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("accounts", "0007_invitations"),
    ]

    operations = [
        migrations.RunPython(believe, migrations.RunPython.noop),
    ]
