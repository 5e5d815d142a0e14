"""The Celery app is set up as the settings say."""

from celery.app.defaults import NAMESPACES, flatten
from django.conf import settings


def test_celery_knows_every_name_that_is_meant_for_it():
    known = {name for name, _ in flatten(NAMESPACES)}

    meant = {name.removeprefix("CELERY_").lower() for name in dir(settings) if name.startswith("CELERY_")}

    assert meant - known == set()
