"""Signing in with Google: authorization code with PKCE, a nonce of ours, and a signature that is always checked."""

import secrets
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode
from django.views.decorators.http import require_POST
from requests import RequestException

from apps.accounts.services.confirming import must_come_again


class Issuer(OpenIDConnectOAuth2Adapter):
    nonce = ""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        said: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not self.nonce or not constant_time_compare(str(said.get("nonce", "")), self.nonce):
            raise OAuth2Error("The identity token answers another request.")
        return said


class Callback(OAuth2CallbackView):
    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, refusal = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = str(state.get("nonce", ""))
        return state, refusal


@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To Google and back. `process=connect` links the account of whoever is signed in."""
    provider = _issuer(request, provider_id).get_provider()
    nonce = secrets.token_urlsafe(24)
    linking = request.POST.get("process") == "connect" and request.user.is_authenticated
    if linking and must_come_again(request):
        # Whoever has something to prove it with is asked by allauth when they are back.
        return redirect(f"{reverse('accounts:sign-in-again')}?{urlencode({'next': reverse('mfa_index')})}")
    try:
        response: HttpResponse = provider.redirect(
            request,
            process="connect" if linking else "login",
            next_url=get_next_redirect_url(request),
            auth_params={"nonce": nonce, "prompt": "select_account"},
            nonce=nonce,
        )
    except RequestException:
        messages.error(request, "Google does not answer just now. Try again later, or use another way in.")
        return redirect("mfa_index" if linking else "account_login")
    return response


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    answer: HttpResponse = Callback.adapter_view(_issuer(request, provider_id))(request)
    return answer


def _issuer(request: HttpRequest, provider_id: str) -> Issuer:
    if not settings.GOOGLE_ON:
        raise Http404
    return Issuer(request, provider_id)
