"""H, T, D and Q: a page of 25 in the plainest way that Django, DRF and SQL have."""

import json
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework import generics, serializers

from .models import Recipe

PAGE = 25
SQL = """
    SELECT r.id, r.name, r.description, r.minutes, r.servings, r.rating::text, r.keywords, a.name
    FROM floor_recipe r JOIN floor_author a ON a.id = r.author_id
    ORDER BY r.created_at DESC LIMIT 25
"""


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello, world")


def page_of_recipes() -> Any:
    return Recipe.objects.prefetch_related("author").order_by("-created_at")[:PAGE]


def template_page(request: HttpRequest) -> HttpResponse:
    return render(request, "floor/list.html", {"recipes": page_of_recipes()})


class RecipeRow(serializers.ModelSerializer[Recipe]):
    author = serializers.CharField(source="author.name")

    class Meta:
        model = Recipe
        fields = ["id", "name", "description", "minutes", "servings", "rating", "author", "keywords"]


class RecipeList(generics.ListAPIView[Recipe]):
    serializer_class = RecipeRow

    def get_queryset(self) -> Any:
        return page_of_recipes()


def bare_sql(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        return HttpResponse(json.dumps(cursor.fetchall()), content_type="application/json")
