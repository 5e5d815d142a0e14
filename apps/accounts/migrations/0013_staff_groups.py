"""
The groups that staff work in, with what each may look at and change.

Rights are rows that Django makes after all migrations; those named here are made now, as Django would make them. An app
that comes later adds its rights to these groups by a migration of its own.
"""

from django.db import migrations

GROUPS = {
    # Helps people: who they are, and what happened to their account.
    "support": {"accounts.user": ["view"], "accounts.auditevent": ["view"], "jobs.job": ["view"]},
    # Looks after what everybody shares: recipes, workouts, instruments. Their apps add the rights.
    "content": {},
    # Keeps it running: work in the background, feature flags.
    "ops": {
        "jobs.job": ["view"],
        "jobs.periodicrun": ["view"],
        "jobs.failedtask": ["view"],
        "operations.featureflag": ["view", "add", "change", "delete"],
        "operations.dailyuse": ["view"],
    },
}
VERBOSE = {"accounts.user": "person", "accounts.auditevent": "audit event"}


def make(apps, _schema):
    kinds = apps.get_model("contenttypes", "ContentType").objects
    groups, permissions = apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects
    for name, rights in GROUPS.items():
        group, _ = groups.get_or_create(name=name)
        for label, actions in rights.items():
            app, model = label.split(".")
            kind, _ = kinds.get_or_create(app_label=app, model=model)
            for action in actions:
                right, _ = permissions.get_or_create(
                    content_type=kind,
                    codename=f"{action}_{model}",
                    defaults={"name": f"Can {action} {VERBOSE.get(label, model)}"},
                )
                group.permissions.add(right)


def unmake(apps, _schema):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_legal_holds"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make, unmake)]
