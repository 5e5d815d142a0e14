"""Words that can be searched: without accents and capitals, as they stand and by their stems."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Concat


class Plain(Func):
    """Small letters without accents. The function is made by the first migration."""

    function = "nutrition_plain"
    output_field = models.TextField()


class Stems(Func):
    """What PostgreSQL's English dictionary makes of words: onions and onion are one."""

    template = "to_tsvector('english'::regconfig, %(expressions)s)"
    output_field = SearchVectorField()


def plain_words(*columns: str) -> Plain:
    parts = [part for column in columns for part in (Value(" "), models.F(column))][1:]
    return Plain(Concat(*parts, output_field=models.TextField()))


class Word(models.Model):
    """A word of the catalogue, so that one that is mistyped can be told. What people wrote themselves is not here."""

    text = models.CharField(max_length=60, primary_key=True)
    uses = models.IntegerField()

    class Meta:
        indexes = [GinIndex(OpClass("text", "gin_trgm_ops"), name="word_mistyped", fastupdate=False)]

    def __str__(self) -> str:
        return self.text
