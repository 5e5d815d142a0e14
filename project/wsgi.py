"""Pages and the API, for gunicorn's gthread workers."""

from django.core.wsgi import get_wsgi_application

from project import settings

settings.choose()
application = get_wsgi_application()

from project.lib.request_bodies import TextRequest  # noqa: E402 (needs the settings)

application.request_class = TextRequest
