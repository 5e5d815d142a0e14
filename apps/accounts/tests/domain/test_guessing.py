"""What would be guessed early, and what would not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.domain.devices import described
from apps.accounts.domain.guessing import is_guessable, speaks_of
from apps.accounts.domain.words import WORDS

COMMON = frozenset({"password", "dragon", "monkey", "sunshine", "letmein"})


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "P@ssw0rd",
        "password2026",
        "dragonmonkeysunshine",
        "Dragon-Monkey-1987",
        "abcabcabcabcabc",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiopasdfghjkl",
        "123456789012345",
        "poiuytrewq09876543",
        "correct horse battery staple",
        "Correct-Horse-Battery-Staple",
    ],
)
def test_well_known_doubled_and_run_together_are_guessed(password):
    assert is_guessable(password, COMMON)


@pytest.mark.parametrize(
    "password", ["five words nobody has", "kx7-vmqz", "dragon monkey sunshine letmein", "a" * 40 + "b" * 60]
)
def test_words_that_do_not_belong_together_are_not(password):
    assert not is_guessable(password, COMMON)


@given(st.text(max_size=60))
def test_it_says_something_about_any_text(text):
    assert is_guessable(text, COMMON) in (True, False)


@pytest.mark.parametrize("password", ["lovelace1843", "Ada.Lovelace!", "steward-steward", "ada@example.org"])
def test_a_name_with_little_besides_is_about_them(password):
    assert speaks_of(password, ["steward", "lovelace", "ada@example.org", "ada"], least=8)


@pytest.mark.parametrize("password", ["five words nobody has", "lovelace keeps nine bees", "ada"])
def test_a_name_among_other_words_is_not(password):
    assert not speaks_of(password, ["steward", "lovelace", "ada"], least=8)


def test_the_words_of_a_passphrase_are_plain_and_many():
    assert len(WORDS) == len(set(WORDS)) >= 850
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
            "Chrome on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.0", "curl"),
        ("", "An unknown device"),
    ],
)
def test_a_device_is_named_in_a_few_words(agent, words):
    assert described(agent) == words
