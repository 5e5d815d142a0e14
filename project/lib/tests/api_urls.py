"""Addresses that fail in every way the API can, for test_api_errors."""

from typing import ClassVar

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import DataError, OperationalError
from django.http import Http404
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from redis.exceptions import ConnectionError as RedisAway
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, Throttled
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib import api_errors
from project.lib.api_input import StrictSerializer
from project.lib.errors import Conflict, DomainError, NotThere, Unavailable


class Item(StrictSerializer):
    amount = serializers.DecimalField(max_digits=6, decimal_places=2)


class Order(StrictSerializer):
    name = serializers.CharField(max_length=10)
    items = Item(many=True, required=False)

    def validate(self, attrs):
        if attrs["name"] == "nobody":
            raise serializers.ValidationError("Nobody may order.")
        return attrs


class Orders(APIView):
    permission_classes: ClassVar = [AllowAny]

    def get(self, request):
        return Response({"name": "Ada"})

    def post(self, request):
        order = Order(data=request.data)
        order.is_valid(raise_exception=True)
        return Response(order.validated_data)


class Private(APIView):
    def post(self, request):
        return Response({})

    get = post


class Overdrawn(DomainError):
    code = "overdrawn"
    status = 409


RAISED = {
    "domain": Overdrawn("You hold 3.", fields={"amount": ["Too much."]}),
    "gone": NotThere("No such account."),
    "conflict": Conflict("It has moved on."),
    "unavailable": Unavailable("The market is closed."),
    "http404": Http404("No Account matches the given query."),
    "forbidden": PermissionDenied("Not yours."),
    "throttled": Throttled(wait=7.2),
    "model": ValidationError({"name": ["Too long."]}),
    "suspicious": SuspiciousOperation("Tampered."),
    "data": DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"),
    "database": OperationalError("could not connect to server at 10.0.0.1"),
    "redis": RedisAway("Error 111 connecting to 10.0.0.1"),
    "bug": ZeroDivisionError("secret internals"),
}


class Raising(APIView):
    permission_classes: ClassVar = [AllowAny]

    def get(self, request, what):
        raise RAISED[what]


@csrf_exempt
def plain(request, what):
    raise RAISED[what]


def not_found(request, exception):
    return api_errors.json_error(404)


handler404 = not_found
handler500 = "project.lib.error_pages.server_error"

urlpatterns = [
    path("api/v1/orders", Orders.as_view()),
    path("api/v1/private", Private.as_view()),
    path("api/v1/raising/<what>", Raising.as_view()),
    path("api/v1/plain/<what>", plain),
]
