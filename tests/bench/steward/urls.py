"""The product's URL map, and a view that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from project.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello, world")


urlpatterns = [path("bench/hello", hello), path("", include("project.urls"))]
