"""Words that were mistyped, and what may have been meant."""

from django.db import connection

from ..querysets import plain, typed_words

# Of words that are spelled alike, the likeliest so many.
ALIKE = 3
# `%` holds for three trigrams in ten, pg_trgm's own threshold; no session has to set anything.
_ALIKE = """
    SELECT ARRAY(
        SELECT text FROM nutrition_word WHERE text %% typed ORDER BY similarity(text, typed) DESC, uses DESC LIMIT %s
    )
    FROM unnest(%s::text[]) WITH ORDINALITY AS each (typed, place) ORDER BY place
"""


def meant(words: str) -> list[list[str]]:
    """For each word, those of the catalogue that are spelled nearly so; none where there are none. One statement."""
    typed = [plain(word) for word in typed_words(words)]
    if not typed:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [ALIKE, typed])
        return [alike for (alike,) in cursor.fetchall()]
