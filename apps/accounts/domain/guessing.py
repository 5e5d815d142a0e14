"""
Which passwords somebody who guesses would try early.

Length is counted elsewhere. Here it is asked what a password is made of: a well-known word, its doubling, a run over
the keyboard, or a few such pieces in a row are tried in the first hours, however long they are.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

# Long ones that everybody has read somewhere.
FAMOUS = frozenset(
    {
        "correcthorsebatterystaple",
        "thequickbrownfoxjumpsoverthelazydog",  # pragma: allowlist secret
        "tobeornottobethatisthequestion",
        "loremipsumdolorsitamet",
        "maytheforcebewithyou",
        "onceuponatime",
        "iamyourfather",
        "letmeinletmein",
        "thisismypassword",
        "nevergonnagiveyouup",
    }
)
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1234567890", "abcdefghijklmnopqrstuvwxyz")
_RUNS = tuple(row for one in ROWS for row in (one * 2, one[::-1] * 2))
_LEET = str.maketrans("0134578@$!", "oieastbasi")
# A longer password is no slower to look at: nobody's list holds one.
LONGEST_LOOKED_AT = 80
MOST_PIECES = 3


def folded(text: str) -> str:
    """Without what makes no difference to who guesses: capitals, spaces, dashes and the like."""
    return re.sub(r"[\s\-_.,;:+*'\"/\\]+", "", unicodedata.normalize("NFKC", text).casefold())


def is_guessable(password: str, common: Collection[str]) -> bool:
    """Whether it is made of at most three pieces that stand in `common`, repeat themselves or run along a row."""
    text = folded(password)
    if len(text) > LONGEST_LOOKED_AT:
        return False
    return any(
        plain in FAMOUS or _repeats(plain) or _pieces(plain, common) <= MOST_PIECES
        for plain in {text, text.translate(_LEET)}
    )


def speaks_of(password: str, words: Iterable[str], *, least: int) -> bool:
    """Whether it contains one of the words (of four letters and more), and too little besides."""
    text = folded(password)
    known = sorted({folded(word) for word in words if len(folded(word)) >= 4}, key=len, reverse=True)
    rest = text
    for word in known:
        rest = rest.replace(word, "")
    return rest != text and len(rest) < least


def _repeats(text: str) -> bool:
    found = re.fullmatch(r"(.{1,10}?)\1+(.{0,10})", text)
    return bool(found and found[1].startswith(found[2]))


def _pieces(text: str, common: Collection[str]) -> int:
    """The fewest pieces that it falls into; more than anybody counts where it falls into none."""
    fewest = [0] + [LONGEST_LOOKED_AT] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(end):
            if fewest[start] + 1 < fewest[end] and _is_piece(text[start:end], common):
                fewest[end] = fewest[start] + 1
    return fewest[-1]


def _is_piece(piece: str, common: Collection[str]) -> bool:
    if piece in common or piece.isdigit() or not piece.isalnum():
        return True
    return len(piece) >= 3 and (any(piece in run for run in _RUNS) or len(set(piece)) == 1)
