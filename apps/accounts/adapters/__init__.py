"""What django-allauth asks of us: how its flows meet our services. Named in the settings, imported by nobody."""
