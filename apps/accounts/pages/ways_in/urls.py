"""
allauth's views at our addresses, under the names that allauth looks them up by. Those we do not need are not here.

Our own addresses about accounts are in ../urls.py.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from project.lib.limits.ratelimit import limited

from .. import devices
from ..confirming import confirmed
from . import google, views

View = Callable[..., HttpResponseBase]


def page(view: View, *limits: str) -> View:
    """A page that no cache keeps, within these limits; what was refused answers 422."""

    @wraps(view)
    @never_cache
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
            response.status_code = 422
        return response

    return limited(*limits)(respond)


sign_in = page(views.SignIn.as_view(), "login")
sign_out = page(require_POST(account.LogoutView.as_view()))

urlpatterns = [
    # In and out
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/passkey/", page(views.SignInByPasskey.as_view(), "login"), name="mfa_login_webauthn"),
    path("sign-in/second-factor/", page(mfa.AuthenticateView.as_view()), name="mfa_authenticate"),
    path("sign-in/reset/", page(account.PasswordResetView.as_view(), "reset"), name="account_reset_password"),
    path(
        "sign-in/reset/code/",
        page(account.ConfirmPasswordResetCodeView.as_view()),
        name="account_confirm_password_reset_code",
    ),
    path("sign-in/reset/password/", page(views.CompleteReset.as_view()), name="account_complete_password_reset"),
    path(
        "sign-in/reset/done/",
        page(account.PasswordResetFromKeyDoneView.as_view()),
        name="account_password_reset_completed",
    ),
    re_path(r"^sign-in/(?P<provider_id>google)/$", page(google.begin, "login"), name="openid_connect_login"),
    re_path(r"^sign-in/(?P<provider_id>google)/back/$", page(google.callback, "login"), name="openid_connect_callback"),
    path("sign-out/", sign_out, name="account_logout"),
    # Signing up
    path("sign-up/", page(views.SignUp.as_view(), "register"), name="account_signup"),
    path("sign-up/passkey/", page(views.SignUpByPasskey.as_view(), "register"), name="account_signup_by_passkey"),
    path("sign-up/passkey/make/", page(webauthn.SignupWebAuthnView.as_view()), name="mfa_signup_webauthn"),
    path("sign-up/google/", page(social.SignupView.as_view(), "register"), name="socialaccount_signup"),
    path("verify-address/", page(views.VerifyAddress.as_view()), name="account_email_verification_sent"),
    # What one signs in with
    path("settings/security/", views.security, name="mfa_index"),
    path("settings/security/confirm/", page(account.ReauthenticateView.as_view()), name="account_reauthenticate"),
    path("settings/security/confirm/code/", page(mfa.ReauthenticateView.as_view()), name="mfa_reauthenticate"),
    path(
        "settings/security/confirm/passkey/",
        page(webauthn.ReauthenticateWebAuthnView.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("settings/security/email/", page(confirmed(account.EmailView.as_view())), name="account_email"),
    path("settings/security/password/", page(views.ChangePassword.as_view()), name="account_change_password"),
    path(
        "settings/security/password/first/",
        page(confirmed(keeps=False)(views.SetPassword.as_view())),
        name="account_set_password",
    ),
    path("settings/security/app/", page(confirmed(views.ActivateAuthenticator.as_view())), name="mfa_activate_totp"),
    path("settings/security/app/remove/", page(totp.DeactivateTOTPView.as_view()), name="mfa_deactivate_totp"),
    path("settings/security/codes/", page(codes.ViewRecoveryCodesView.as_view()), name="mfa_view_recovery_codes"),
    path(
        "settings/security/codes/new/",
        page(codes.GenerateRecoveryCodesView.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "settings/security/codes/download/",
        page(codes.DownloadRecoveryCodesView.as_view()),
        name="mfa_download_recovery_codes",
    ),
    path(
        "settings/security/passkeys/add/", page(confirmed(webauthn.AddWebAuthnView.as_view())), name="mfa_add_webauthn"
    ),
    path("settings/security/passkeys/<int:pk>/", page(views.RenamePasskey.as_view()), name="mfa_edit_webauthn"),
    path(
        "settings/security/passkeys/<int:pk>/remove/", page(views.RemovePasskey.as_view()), name="mfa_remove_webauthn"
    ),
    path("settings/security/google/", page(views.UnlinkGoogle.as_view()), name="socialaccount_connections"),
    path("settings/devices/", devices.devices, name="usersessions_list"),
]
