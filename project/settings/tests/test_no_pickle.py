"""Whoever can write to Redis must not be able to run code here."""

from django.conf import settings


def test_nothing_from_redis_is_unpickled():
    serializers = {cache["OPTIONS"]["SERIALIZER"] for cache in settings.CACHES.values()}

    assert serializers == {"django_redis.serializers.json.JSONSerializer"}
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    assert settings.CELERY_ACCEPT_CONTENT == settings.CELERY_RESULT_ACCEPT_CONTENT == ["json"]
