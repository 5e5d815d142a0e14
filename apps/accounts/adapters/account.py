"""Signing up and in, by allauth's flows: where they ask us, and where they end."""

from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import reverse

from project.lib.limits import known
from project.lib.limits.client_address import client_address

from ..domain.devices import described
from ..models import User
from ..services import joining, mail, registration, sessions, signing_in
from ..services.signing_in import Way

# What allauth's records call a way in. A second factor is told apart below.
WAYS = {
    "password": Way.PASSWORD,
    "socialaccount": Way.GOOGLE,
    "password_reset": Way.RESET,
    Way.ONE_TIME_LINK.value: Way.ONE_TIME_LINK,
}
# How long what is in a mail opens something; a mail that comes later is not sent.
CODES_GOOD_FOR = {
    f"account/email/{name}": timedelta(seconds=seconds)
    for name, seconds in (
        ("email_confirmation", app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT),
        ("email_confirmation_signup", app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT),
        ("password_reset_code", app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT),
        ("program_confirm", joining.CONFIRM_SECONDS),
        ("program_reset", joining.RESET_SECONDS),
    )
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": "This is your address already.",
        "email_password_mismatch": signing_in.DO_NOT_BELONG_TOGETHER,
        "email_taken": "Somebody signs in with this address already.",
        "enter_current_password": "This is not your present password.",  # pragma: allowlist secret
        "incorrect_code": "This code is not right. Look at the mail again, or ask for another.",
        "incorrect_password": "This is not your password.",  # pragma: allowlist secret
        "too_many_login_attempts": "That was too many wrong codes. Please begin again.",
    }

    # --- Signing up ------------------------------------------------------------------------------------------------

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return registration.is_open(invitation=request.session.get(registration.INVITATION, ""))

    def clean_email(self, email: str) -> str:
        return User.objects.normalize_email(email).lower()

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> User:
        def create() -> User:
            user.name = form.cleaned_data.get("name", "")
            return super(AccountAdapter, self).save_user(request, user, form, commit)

        return registration.sign_up(create, invitation=request.session.pop(registration.INVITATION, ""))

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        return super().is_email_verified(request, email) or registration.needs_no_proof(email)

    # --- Signing in ------------------------------------------------------------------------------------------------

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Our one place where a password is tried; allauth's own counting of tries is passed by."""
        try:
            return signing_in.with_password(request, email=credentials["email"], password=credentials["password"])
        except signing_in.NotAdmitted:
            return None

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        signing_in.refused(request, user, way=way_in(request, user), reason="closed")
        messages.error(request, "This account is closed.")
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        sessions.begin(request, user)

    def post_login(self, request: HttpRequest, user: Any, *, signup: bool, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, signup=signup, **kwargs)
        way = Way.SIGN_UP if signup else way_in(request, user)
        signing_in.admitted(request, user, way=way, second_factor=second_factor_used(request, user))
        known.remember_device(request, response, user.email)
        return response

    def logout(self, request: HttpRequest) -> None:
        sessions.sign_out(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 (allauth's signature)
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def is_safe_url(self, url: str) -> bool:
        """Pages of ours, and none that leads to signing in again."""
        return super().is_safe_url(url) and not url.partition("?")[0].partition("#")[0].endswith(
            reverse("account_login")
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": "Use your password",
            "mfa_reauthenticate": "Use a code",
            "mfa_reauthenticate:webauthn": "Use a passkey",
        }
        found = super().get_reauthentication_methods(user)
        if not found and user.is_authenticated:
            return [{"id": "again", "description": "Sign in again", "url": reverse("accounts:sign-in-again")}]
        return [method | {"description": words[method["id"]]} for method in found]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("mfa_index")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ARG002
        return reverse("mfa_index")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only a script that asks for a passkey's challenge; forms are answered as pages, whatever they say."""
        return request.method == "GET" and request.headers.get("Accept") == "application/json"

    # --- Mails -----------------------------------------------------------------------------------------------------

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"  # noqa: S104 (a bare Unix socket has none)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The only address in it is one that ALLOWED_HOSTS allows."""
        request = self.request
        device = described(str(context.pop("user_agent", "")))
        given = {"email": email, "site": request.build_absolute_uri("/"), "device": device} | context
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", given).split())
        text = render_to_string(f"{template_prefix}_message.txt", given).strip()
        code, good_for = str(given.get("code", "")), CODES_GOOD_FOR.get(template_prefix, mail.GOOD_FOR)
        mail.send(to=email, subject=subject, text=text, code=code, good_for=good_for)


def way_in(request: HttpRequest, person: User) -> Way:
    """How the person proved who they are, as allauth remembers it for this session."""
    for record in get_authentication_records(request, person):
        if record["method"] in WAYS and second_factor_used(request, person) == "recovery_codes":
            return Way.RECOVERY_CODE
        if record["method"] in WAYS:
            return WAYS[record["method"]]
        if record.get("passwordless"):
            return Way.PASSKEY
    return Way.PASSWORD


def second_factor_used(request: HttpRequest, person: User) -> str:
    for record in get_authentication_records(request, person):
        if record["method"] == "mfa" and not record.get("passwordless"):
            return str(record["type"])
    return ""
