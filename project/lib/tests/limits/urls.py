"""One address of each kind that the limits tell apart, for the tests of `ratelimit`."""

from functools import partial
from typing import ClassVar

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import include, path
from django.views import View
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.limits import ratelimit
from project.lib.limits.policies import NAMES
from project.lib.limits.ratelimit import limited


class Bearer(BaseAuthentication):
    """Stands for the tokens of the API: the token is the person's id."""

    def authenticate(self, request):
        from django.contrib.auth import get_user_model

        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer":
            return None
        person = get_user_model().objects.filter(pk=token).first() if token.isdecimal() else None
        if person is None:
            raise AuthenticationFailed("There is no such token.")
        return person, None


def page(request):
    return HttpResponse("page")


class Search(View):
    def get(self, request):
        return HttpResponse("found")


class Foods(APIView):
    authentication_classes: ClassVar = [Bearer, SessionAuthentication]
    permission_classes: ClassVar = [AllowAny]

    def get(self, request):
        return Response([])

    @limited("meal-plan")
    def post(self, request):
        return Response({})


def asks_from_inside(request):
    ratelimit.check(request, "export")
    return HttpResponse("exported")


class AsksFromInside(Foods):
    def get(self, request):
        ratelimit.check(request, "export")
        return Response([])


def named(request):
    return HttpResponse("named")


urlpatterns = [
    path("page", page),
    path("private", login_required(page)),
    path("health", page),
    path("healthy", page),
    path("static/x", page),
    path("search", limited("search")(Search).as_view()),
    path("inside", asks_from_inside),
    path("api/v1/foods", Foods.as_view()),
    path("api/v1/inside", AsksFromInside.as_view()),
    path("api/v1/health", page),
    *(path(f"named/{name}", limited(name)(partial(named))) for name in NAMES),
    path("", include("project.urls")),
]
