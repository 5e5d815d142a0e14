from django.db import migrations

# Rights are rows that Django makes after all migrations; those named here are made now, as Django would make them.
RIGHTS = {
    "user": {"view_user": "Can view person", "end_sessions": "Can sign a person out everywhere"},
    "feedback": {"view_feedback": "Can view feedback", "change_feedback": "Can change feedback"},
}


def give(apps, _):
    """Support looks people up, signs them out and answers what they wrote."""
    groups, permissions = apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects
    kinds = apps.get_model("contenttypes", "ContentType").objects
    support, _ = groups.get_or_create(name="support")
    for model, rights in RIGHTS.items():
        kind, _ = kinds.get_or_create(app_label="accounts", model=model)
        for code, name in rights.items():
            right, _ = permissions.get_or_create(content_type=kind, codename=code, defaults={"name": name})
            support.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0018_staff_rights"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
