"""allauth's views where ours differ from them: what they show, where they lead, and what they write down."""

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.accounts import services
from apps.accounts.queries.security import security_of
from apps.accounts.services import passwords, registration, second_factor, signing_in
from project.lib.limits import ratelimit
from project.lib.pages import render_page, wants_fragment
from project.lib.requests import PersonRequest

AT_SECURITY = reverse_lazy("mfa_index")


# --- In and out -----------------------------------------------------------------------------------------------------


class SignIn(account.LoginView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request):
            # Whoever was signed out on an open page: the whole page leads here, and back again.
            return HttpResponse(headers={"HX-Refresh": "true"})
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_to = registration.is_open(invitation=self.request.session.get(registration.INVITATION, ""))
        return super().get_context_data(**kwargs) | {"may_sign_up": open_to, "google_on": settings.GOOGLE_ON}


class SignInByPasskey(webauthn.LoginWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        signing_in.refused(self.request, None, way=signing_in.Way.PASSKEY, reason="passkey")
        messages.error(self.request, "This passkey is not known here. Use another way in.")
        return HttpResponseRedirect(reverse("account_login"))


@require_GET
@never_cache
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link that ./run prints. Only whoever sits at this machine can have read it."""
    if not _is_from_this_machine(request):
        raise Http404
    try:
        person = services.redeem(token)
    except services.LinkSpent as spent:
        if request.user.is_authenticated:
            return redirect("dashboard:front")
        messages.error(request, spent.detail)
        return redirect("account_login")
    record_authentication(request, person, method=signing_in.Way.ONE_TIME_LINK.value)
    return perform_login(request, person)


def _is_from_this_machine(request: HttpRequest) -> bool:
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    return settings.LOOPBACK and not forwarded and request.META["REMOTE_ADDR"] in ("127.0.0.1", "::1")


@never_cache
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """The admin's own sign-in page would pass the second factor by, so everybody signs in at ours."""
    if request.user.is_authenticated:
        raise PermissionDenied
    target = request.GET.get("next") or reverse("admin:index")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


@login_required
def admin_password(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The admin's own form would ask for no second factor and end no session."""
    return redirect("account_change_password")


# --- Signing up -----------------------------------------------------------------------------------------------------


class _ByInvitation:
    """A link with an invitation is remembered for this browser, and leaves the address bar."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if invitation := request.GET.get("invitation"):
            request.session[registration.INVITATION] = invitation
            return redirect(request.path)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"passphrase": passwords.passphrase(), "google_on": settings.GOOGLE_ON}


class SignUp(_ByInvitation, account.SignupView):
    pass


class SignUpByPasskey(_ByInvitation, account.SignupByPasskeyView):
    pass


class VerifyAddress(account.ConfirmEmailVerificationCodeView):
    def _resend_form_valid(self, form: Any) -> HttpResponse:
        ratelimit.check(self.request, "resend")
        return super()._resend_form_valid(form)


class _NewPassword:
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"passphrase": passwords.passphrase()}


class CompleteReset(_NewPassword, account.CompletePasswordResetView):
    pass


# --- Security -------------------------------------------------------------------------------------------------------


@login_required
@never_cache
def security(request: PersonRequest) -> HttpResponse:
    context = {
        "security": security_of(request.user),
        # Then they get no further than this page.
        "must_set_up": second_factor.must_set_up(request.user),
        "google_on": settings.GOOGLE_ON,
    }
    return render_page(request, "accounts/security.html", context=context)


class ChangePassword(_NewPassword, account.PasswordChangeView):
    pass


class SetPassword(_NewPassword, account.PasswordSetView):
    pass


class ActivateAuthenticator(totp.ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        # The code that set it up does not sign in as well.
        second_factor.remember_code(self.request.user, form.cleaned_data["code"])
        return response


class _OfThePerson:
    """A passkey of somebody else is not there, and nobody confirms who they are to learn that."""

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.WEBAUTHN, pk=pk)
        return super().dispatch(request, *args, pk=pk, **kwargs)  # type: ignore[misc]


class RemovePasskey(_OfThePerson, webauthn.RemoveWebAuthnView):
    success_url = AT_SECURITY

    def form_valid(self, form: Any) -> HttpResponse:
        if not mfa_adapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, mfa_adapter().error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(str(self.success_url))
        return super().form_valid(form)


class RenamePasskey(_OfThePerson, webauthn.EditWebAuthnView):
    success_url = AT_SECURITY


class UnlinkGoogle(social.ConnectionsView):
    success_url = AT_SECURITY
