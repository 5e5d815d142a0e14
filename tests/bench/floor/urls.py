"""The four units."""

from django.urls import path

from . import views

urlpatterns = [
    path("h", views.hello),
    path("t", views.template_page),
    path("d", views.RecipeList.as_view()),
    path("q", views.bare_sql),
]
