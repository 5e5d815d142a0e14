"""What is the same everywhere. dev, test and production import this and say what differs."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict
from redis.backoff import NoBackoff
from redis.retry import Retry

from project import __version__
from project.lib.limits.policies import policies
from project.lib.watching import logs, sentry

from .env import ROOT, environment, networks
from .identity import *  # noqa: F403
from .identity import GOOGLE_ON, GOOGLE_ORIGIN

ENV = environment()
VERSION = __version__
BASE_DIR = ROOT
VAR = ROOT / ENV.var_folder
DEPLOY_ENV = ENV.deploy_env
PORT = ENV.port

DEBUG = False
SECRET_KEY = ENV.secret_key
FIELD_KEYS = ENV.field_keys
ALLOWED_HOSTS = list(ENV.allowed_hosts)
CORS_ORIGINS = ENV.cors_origins
STREAM_ORIGIN = ENV.stream_origin
TRUSTED_PROXIES = ENV.trusted_proxies
INTERNAL_NETWORKS = (*networks("127.0.0.0/8,::1/128"), *ENV.internal_networks)

# True only for http://localhost: no TLS, hence no Secure cookies, HSTS or https redirect.
LOOPBACK = False

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "apps.jobs",
    "apps.accounts",
    "apps.nutrition",
    "apps.training",
    "apps.portfolio",
    "apps.dashboard",
    "apps.operations",
]

MIDDLEWARE = [
    "project.lib.watching.request_watch.RequestWatch",
    "project.lib.headers.secure_headers",
    "apps.operations.pages.health.answer_probes",
    "project.lib.loopback.to_localhost",
    "project.lib.limits.client_address.scheme_from_proxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "project.lib.cors.cors",
    "project.lib.error_pages.ErrorPages",
    "project.lib.api_reads.ApiReads",
    "project.lib.request_bodies.RequestBodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "project.lib.person.person_middleware",
    "apps.accounts.pages.session_life.session_life",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "project.lib.limits.ratelimit.RateLimits",
    "apps.accounts.pages.staff_second_factor.StaffSecondFactor",
    "apps.accounts.pages.view_as.ViewAs",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "project.lib.pages.surroundings",
            ],
            "libraries": {"components": "project.lib.components", "formats": "project.lib.template_formats"},
        },
    }
]

FORM_RENDERER = "project.lib.forms.PageForms"


# --- PostgreSQL ---------------------------------------------------------------------------------------------


def database(url: str) -> dict[str, Any]:
    """A Django database that PgBouncer may pool per transaction: no cursor or setting outlives a transaction."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "project.lib.postgresql",
        "NAME": parts.pop("dbname", "steward"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"connect_timeout": 5, **parts},
    }


# Migrations lock tables and take longer than a pooler's patience, so they go past it.
_past_the_pooler = sys.argv[1:2] in (["migrate"], ["prepare"])
DATABASES = {
    "default": database((ENV.database_direct_url if _past_the_pooler else "") or ENV.database_url),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: what must not be lost (state) apart from what may be evicted (pages) ----------------------------


def redis_cache(url: str, prefix: str) -> dict[str, Any]:
    return {
        # django-ratelimit accepts django-redis's own class by name only, and nobody reads a hit ratio of counters.
        "BACKEND": "django_redis.cache.RedisCache" if prefix == "rl" else "project.lib.cache.CountedRedisCache",
        "LOCATION": url,
        "KEY_PREFIX": prefix,
        "OPTIONS": {
            "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
            "SOCKET_CONNECT_TIMEOUT": 1,
            "SOCKET_TIMEOUT": 1,
            # One retry reconnects after a restart; redis-py's ten with backoff hold a request for 4 s (measured).
            "CONNECTION_POOL_KWARGS": {
                "max_connections": 64,
                "health_check_interval": 30,
                "retry": Retry(NoBackoff(), 1),
            },
        },
    }


REDIS_STATE_URL = ENV.redis_for("state")
REDIS_BROKER_URL = ENV.redis_for("broker")
CACHES = {
    "default": redis_cache(REDIS_STATE_URL, "default"),
    "ratelimit": redis_cache(REDIS_STATE_URL, "rl"),
    "pages": redis_cache(ENV.redis_for("cache"), "pages"),
}

# --- How often anyone may ask -------------------------------------------------------------------------------

RATE_LIMITS_ENABLED = True
RATE_LIMITS = policies(ENV.rate_limits, ENV.api_rate_limit)
RATELIMIT_USE_CACHE = "ratelimit"
RATELIMIT_HASH_ALGORITHM = "project.lib.limits.counters.short_digest"

# --- Headers ------------------------------------------------------------------------------------------------

SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# No nonce and nothing inline anywhere, so a cached page and the policy never disagree.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        # Browsers hold the redirect after a form to it, too.
        "form-action": [SELF, *([GOOGLE_ORIGIN] if GOOGLE_ON else [])],
        "connect-src": [SELF, *([STREAM_ORIGIN] if STREAM_ORIGIN else [])],
        "report-uri": "/csp-report",
    }
}

# --- Words, numbers and time --------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# --- Files --------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT: Path | None = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "project.lib.static_storage.StaticFiles"},
}
MEDIA_ROOT = unquote(urlsplit(ENV.media_url).path) if ENV.media_url else VAR / "media"
MEDIA_ACCEL_PREFIX = ENV.media_accel_prefix
# Who was erased, outside of the database, so that a restored backup can be told.
ERASURES_FILE = ENV.erasures_file or Path(MEDIA_ROOT) / "erasures.list"

# --- Mail: sent where EMAIL_URL says; else kept for administrators to read, as in a household ---------------


def mail(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if not url:
        return {"EMAIL_BACKEND": "apps.accounts.services.outbox.OutboxBackend"}
    if parts.scheme == "file":
        folder = unquote(parts.path)
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 10,
    }


globals().update(mail(ENV.email_url))
MAIL_IS_SENT = bool(ENV.email_url)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from

# --- API ----------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.accounts.api.authentication.TokenOrKey",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "apps.accounts.api.permissions.InScope",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["project.lib.api_input.StrictJSONParser"],
    "EXCEPTION_HANDLER": "project.lib.api_errors.handler",
    "DEFAULT_PAGINATION_CLASS": "project.lib.paging.KeysetPagination",
    "DEFAULT_THROTTLE_CLASSES": ["project.lib.limits.ratelimit.OnceSignedIn"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Steward",
    "DESCRIPTION": (
        "Your own records, for programs of your own. Send an access token or an API key as "
        "`Authorization: Bearer …`; or the session of the pages, with its CSRF token as X-CSRFToken on whatever "
        "writes. Lists are read page by page through `next` and `previous`. "
        "Errors have one shape, unknown fields are refused by name, and every answer says what the rate limits leave."
    ),
    "VERSION": VERSION,
    "OAS_VERSION": "3.1.1",
    # Several tables have a column of that name.
    # Several things have kinds and states, and each set of them its own name.
    "ENUM_NAME_OVERRIDES": {
        "Allergen": "apps.nutrition.domain.foods.groups.ALLERGENS",
        "ProfileDiet": ["everything", "pescatarian", "vegetarian", "vegan"],
        "AccountKind": "apps.portfolio.models.Account.Kind",
        "ActivityKind": "apps.portfolio.models.Activity.Kind",
        "Currency": "project.lib.money.CURRENCIES",
        "FoodContent": "apps.nutrition.domain.foods.groups.CONTENTS",
        "FoodSource": "apps.nutrition.models.Food.Source",
        "AlertKind": "apps.portfolio.models.Alert.Kind",
        "DiaryMeal": "apps.nutrition.models.Meal",
        "DiaryNutrient": "apps.nutrition.domain.diary.sums.KEYS",
        "DiaryTargetOf": "apps.nutrition.domain.diary.aims.AIMED_AT",
        "MealOfDay": "apps.nutrition.models.MEALS",
        "RecipeImportState": "apps.nutrition.models.RecipeImport.State",
        "RecipeDiet": "apps.nutrition.domain.foods.groups.DIETS",
        "FeedbackKind": "apps.accounts.models.Feedback.Kind",
        "InstrumentKind": "apps.portfolio.models.Instrument.Kind",
        "JobState": "apps.jobs.models.Job.State",
        "TradeKind": ["buy", "sell"],
        "ImportState": "apps.portfolio.models.Import.State",
        "ImportRowState": "apps.portfolio.models.ImportRow.State",
        "ProfileGoal": ["lose", "keep", "gain"],
        "BodyMeasure": "apps.training.domain.body.Body.choices",
        "ExerciseKind": "apps.training.domain.words.Kind.choices",
        "Muscle": "apps.training.domain.words.Muscle.choices",
        "TrainingGoal": "apps.training.domain.words.Goal.choices",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "ENFORCE_NON_BLANK_FIELDS": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["project.api.only_once"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "project.api.with_errors",
    ],
}

# --- Celery: queues and schedule are in workers/ -------------------------------------------------------------

CELERY_BROKER_URL = REDIS_BROKER_URL
CELERY_RESULT_BACKEND = REDIS_BROKER_URL
CELERY_TIMEZONE = "UTC"

CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = CELERY_RESULT_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_EXPIRES = 3600
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False

# A message is given back when its worker dies, so every task must be safe to run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True

# Redis hands a message out again after the visibility timeout, done or not: no task may run as long as that.
VISIBILITY_SECONDS = 3600
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {
    "visibility_timeout": VISIBILITY_SECONDS,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 30,
}

# A request that enqueues while Redis is away must not hang; a job that could not be enqueued is found by the sweep.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None

# Of the seconds that a worker has to stop, a quarter (all but two and a half, when there are many) is for tasks to
# finish, and the rest for handing back those that did not: see workers/shutdown.py.
SOFT_SHUTDOWN_SECONDS = ENV.soft_shutdown_seconds
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = max(SOFT_SHUTDOWN_SECONDS / 4, SOFT_SHUTDOWN_SECONDS - 2.5)
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
# Nothing of ours sends remote commands; whoever reached Redis could stop workers with them.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# When a task last ran is on its PeriodicRun row, so beat keeps no file.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"

# --- Market data --------------------------------------------------------------------------------------------

ALPHA_VANTAGE_API_KEY = ENV.alpha_vantage_api_key
ALPHA_VANTAGE_CALLS_A_DAY = ENV.alpha_vantage_calls_a_day
MARKET_SOURCES = ENV.market_sources

# --- Watching -----------------------------------------------------------------------------------------------

BEACON_SHARE = ENV.beacon_share
LOGGING = logs.config(level=ENV.log_level, style=ENV.log_format)
sentry.start(ENV)
