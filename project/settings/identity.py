"""Who is signed in, and how: django-allauth, passwords, sessions of browsers and tokens of programs."""

from datetime import timedelta
from typing import Any

from .env import environment

ENV = environment()
JWT_SECRET = ENV.jwt_secret
JWT_PREVIOUS_SECRETS = ENV.jwt_previous_secrets

AUTH_USER_MODEL = "accounts.User"
# The address is unique whatever its case, by an index on lower(email), which this check does not recognise.
SILENCED_SYSTEM_CHECKS = ["auth.E003"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:front"
LOGOUT_REDIRECT_URL = "account_login"

# Everybody signs in with an address that they proved to be theirs by a code; a passkey alone will do (allauth asks for
# both settings then). How often anyone may ask is for project.lib.limits alone to say.
ACCOUNT_ADAPTER = "apps.accounts.adapters.account.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# New people are led to set Steward up, this once.
ACCOUNT_SIGNUP_REDIRECT_URL = "accounts:setup"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# One address a person, which a new one takes the place of once it is proved.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# With the second factor, if there is one: the code that came by mail is only the first.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "apps.accounts.pages.ways_in.forms.SignIn",
    "signup": "apps.accounts.pages.ways_in.forms.SignUp",
    "add_email": "apps.accounts.pages.ways_in.forms.NewAddress",
    "change_password": "apps.accounts.pages.ways_in.forms.ChangePassword",  # pragma: allowlist secret
    "set_password": "apps.accounts.pages.ways_in.forms.SetPassword",  # pragma: allowlist secret
    "reset_password": "apps.accounts.pages.ways_in.forms.AskForReset",  # pragma: allowlist secret
    "reset_password_from_key": "apps.accounts.pages.ways_in.forms.ResetPassword",  # pragma: allowlist secret
    "reauthenticate": "apps.accounts.pages.ways_in.forms.ConfirmPassword",
    "confirm_email_verification_code": "apps.accounts.pages.ways_in.forms.VerifyAddress",
    "confirm_password_reset_code": "apps.accounts.pages.ways_in.forms.ConfirmReset",  # pragma: allowlist secret
}
MFA_ADAPTER = "apps.accounts.adapters.second_factor.SecondFactorAdapter"
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = "Steward"
# A clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "apps.accounts.pages.ways_in.forms.SecondFactor",
    "reauthenticate": "apps.accounts.pages.ways_in.forms.ConfirmSecondFactor",
    "activate_totp": "apps.accounts.pages.ways_in.forms.ActivateAuthenticator",
    "add_webauthn": "apps.accounts.pages.ways_in.forms.AddPasskey",
    "signup_webauthn": "apps.accounts.pages.ways_in.forms.FirstPasskey",
    "edit_webauthn": "apps.accounts.pages.ways_in.forms.RenamePasskey",
}
USERSESSIONS_ADAPTER = "apps.accounts.adapters.devices.DevicesAdapter"
USERSESSIONS_TRACK_ACTIVITY = False

# Google's tokens are asked who it is, once, and not kept.
SOCIALACCOUNT_ADAPTER = "apps.accounts.adapters.google.GoogleAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
GOOGLE_ORIGIN = "https://accounts.google.com"
GOOGLE_ON = bool(ENV.google_client_id)
# `host:port` pairs that may lie on a private network: none, but in a test that plays Google.
GOOGLE_HOSTS: tuple[str, ...] = ()


def google(client_id: str, secret: str, server: str) -> dict[str, Any]:
    app = {"provider_id": "google", "name": "Google", "client_id": client_id, "secret": secret}
    # Everything we need stands in the identity token.
    how = {"server_url": server, "fetch_userinfo": False, "oauth_pkce_enabled": True}
    return {"openid_connect": {"APPS": [app | {"settings": how}] if client_id else []}}


SOCIALACCOUNT_PROVIDERS = google(ENV.google_client_id, ENV.google_client_secret, GOOGLE_ORIGIN)

# Who may sign up: anybody, whoever was invited, or nobody; and up to how many people (0: no bound).
REGISTRATION = ENV.registration
REGISTRATION_CAP = ENV.registration_cap

# BCryptSHA256 has no 72-byte cut; the others verify what was imported and are upgraded at sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    "project.lib.hashers.ImportedBCrypt",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "apps.accounts.services.passwords.LongEnough"},
    {"NAME": "apps.accounts.services.passwords.NotWellKnown"},
    {"NAME": "apps.accounts.services.passwords.NotAboutThem"},
]

SESSION_ENGINE = "project.lib.sessions"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = True
# Twelve hours without a click, and two weeks in all (apps/accounts/pages/session_life.py).
SESSION_LONGEST_SECONDS = 14 * 24 * 3600
DEVICE_COOKIE_NAME = "__Host-device"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "project.lib.error_pages.csrf_failure"

# Tokens of the API (apps/accounts/services/tokens.py). The library would sign with SECRET_KEY where it is not told.
SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": JWT_SECRET,
    "ISSUER": "steward",
    "AUDIENCE": "steward-api",
    "LEEWAY": 5,
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(hours=ENV.jwt_expires_in_hours),
    "TOKEN_TYPE_CLAIM": "typ",
    "USER_ID_CLAIM": "sub",
}
# Whoever renews their tokens again and again signs in once a month all the same.
TOKEN_SESSION_LIFETIME = timedelta(days=30)
