"""The words of the catalogue, for telling what was mistyped."""

from django.db import connection, transaction

_WORDS = """
    INSERT INTO nutrition_word (text, uses)
    SELECT word, ndoc FROM ts_stat(
        'SELECT to_tsvector(''simple'', nutrition_plain(name)) FROM nutrition_food WHERE owner_id IS NULL UNION ALL '
        'SELECT to_tsvector(''simple'', nutrition_plain(title)) FROM nutrition_recipe '
        'WHERE owner_id IS NULL AND hidden_at IS NULL'
    )
    WHERE length(word) BETWEEN 3 AND 60 AND word !~ '[0-9]'
"""


@transaction.atomic
def learn_words() -> None:
    """Make the list anew from what everybody may see."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM nutrition_word")
        cursor.execute(_WORDS)
