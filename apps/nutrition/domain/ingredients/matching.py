"""Which ingredient the words of a line mean: by a table of words, and never by a guess."""

from collections.abc import Container

from .words import DONE, HOW, LIKE

# Words before an ingredient that leave it the same food. Dried, cooked and smoked ones are others.
_SAME = (LIKE | DONE | HOW | {"extra", "baby", "fine", "plain", "thick", "thin", "free-range", "finely", "pure"}) - {
    "dried", "cooked", "uncooked", "hot",
}  # fmt: skip
_IRREGULAR = {
    "leaves": "leaf", "halves": "half", "loaves": "loaf", "tomatoes": "tomato", "potatoes": "potato",
    "chillies": "chilli", "chilies": "chili",
}  # fmt: skip


def singular(word: str) -> str:
    """Of an English word, as far as ingredients need it."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("shes", "ches", "xes", "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3:
        return word[:-1]
    return word


def ingredient_words(food: str, known: Container[str]) -> str:
    """
    The words of the table that a line's food means, or "".

    Words are taken off the front only where they leave the food the same: almond milk is no milk.
    """
    words = food.lower().replace("'", "'").split()
    while words:
        whole = " ".join(words)
        last = " ".join([*words[:-1], singular(words[-1])])
        every = " ".join(map(singular, words))
        found = next((each for each in (whole, last, every) if each in known), "")
        if found or words[0].strip(",") not in _SAME:
            return found
        del words[0]
    return ""
