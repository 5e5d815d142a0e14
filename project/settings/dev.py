"""One household's laptop: http://localhost, the embedded servers, secrets made by `./run` under var/."""

from .base import *  # noqa: F403
from .base import ENV

LOOPBACK = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENV.allowed_hosts]

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
DEVICE_COOKIE_NAME = "device"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
SECURE_SSL_REDIRECT = False

# Static files are served from where they lie; hashing and compressing them happens in the image build.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
