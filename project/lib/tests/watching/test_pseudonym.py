"""A person's stand-in in logs."""

from project.lib.watching import pseudonym


def test_the_same_person_is_the_same_word_under_the_same_key(settings):
    first = pseudonym.of(42)
    pseudonym.of.cache_clear()
    settings.SECRET_KEY = "another" * 8  # pragma: allowlist secret

    other = pseudonym.of(42)
    pseudonym.of.cache_clear()

    assert first != other
    assert first != pseudonym.of(43)
    assert len(first) == 16
