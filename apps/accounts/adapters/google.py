"""Google, by allauth's flows: who may come in with it, and what is kept of what it says."""

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from ..clients.google import Errands
from ..models import User
from ..services import registration, signing_in

# All that a link needs to be shown and recognised. A picture, a language or a family name is no business of ours.
KEPT = ("sub", "email", "name")


class GoogleAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:  # noqa: ARG002
        """From the environment alone: a row in the database would hold its secret in clear."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") == "connect" and not any(a.verified for a in sociallogin.email_addresses):
            messages.error(request, "Google does not vouch for the address of that account, so it cannot be linked.")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("mfa_index")))
        said = sociallogin.account.extra_data.get("id_token", sociallogin.account.extra_data)
        sociallogin.account.extra_data = {"id_token": {name: said[name] for name in KEPT if name in said}}
        if sociallogin.account.pk:  # allauth has saved all of it by now
            sociallogin.account.save(update_fields=["extra_data"])

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        user.name = str(data.get("name") or "")[:150]
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        if form is not None:  # the account adapter finds the place
            return super().save_user(request, sociallogin, form)

        def create() -> User:
            return super(GoogleAdapter, self).save_user(request, sociallogin)

        return registration.sign_up(create, invitation=request.session.pop(registration.INVITATION, ""))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:  # noqa: ARG002
        signing_in.refused(request, None, way=signing_in.Way.GOOGLE, reason="google")
        messages.error(request, "Signing in with Google did not work. Try again, or use another way in.")
        signed_in = request.user.is_authenticated
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("mfa_index" if signed_in else "account_login")))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002
        return reverse("mfa_index")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        account_adapter().send_notification_mail(*args, **kwargs)

    def get_requests_session(self) -> Errands:
        return Errands()
