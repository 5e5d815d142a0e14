"""The addresses of the API as a whole; each app brings its own beneath them."""

from django.urls import path

from . import api

app_name = "api"
urlpatterns = [
    path("api/v1/", api.Root.as_view(), name="root"),
    path("api/v1", api.Root.as_view()),
    path("api/v1/schema", api.schema, name="schema"),
    path("api/v1/schema/", api.schema),
    path("api/docs/", api.docs, name="docs"),
    path("api/docs", api.docs),
]
