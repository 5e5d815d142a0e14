"""Words around the food: what is done to it, how it is measured, what is only said by the way."""

import re

# What is done to a food that was bought. Words that say which food it is (dried, smoked, cooked, ground) are not here.
_DONE = """
chopped minced diced sliced grated shredded crushed peeled melted softened beaten whisked toasted cubed drained rinsed
sifted packed mashed quartered halved julienned trimmed zested juiced cored pitted seeded deseeded stemmed hulled
shelled deveined crumbled thawed defrosted washed cleaned pressed squeezed torn cut separated divided undrained warmed
chilled scrubbed snipped strained flaked broken shaved slivered gehackt gehackte gehackter geschält geschälte
gewürfelt gerieben geriebener geschnitten zerlassen haché hachée hachés hachées râpé râpée râpés émincé émincée
émincés émincées coupé coupée coupés coupées pelé pelée épluché épluchée fondu
"""
_HOW = """
finely roughly coarsely thinly freshly lightly well thickly very firmly loosely tightly lengthwise hand fein grob
finement fraîchement
"""
# Before the food, several of these in a row are one description: boneless, skinless chicken.
_LIKE = """
boneless skinless bone-in skin-on fresh dried frozen ripe raw lean large small medium whole unsalted salted low-sodium
organic cold warm hot cooked uncooked good-quality extra-virgin
"""

DONE = frozenset(_DONE.split())
HOW = frozenset(_HOW.split())
LIKE = frozenset(_LIKE.split())

_done = "|".join(sorted(map(re.escape, DONE), key=len, reverse=True))
_how = "|".join(sorted(map(re.escape, HOW), key=len, reverse=True))
_one = rf"(?:(?:{_how})[\s-]+)*(?:{_done})"
_many = rf"{_one}(?:\s*(?:,\s*(?:and\s+)?|\s+(?:and|&|or|und|et)\s+){_one})*"
# freshly ground pepper was pepper; ground pepper is what is in the jar.
_ground = r"(?:freshly|coarsely|finely|fresh)[\s-]+(?:ground|cracked|milled|squeezed)"
DONE_BEFORE = re.compile(rf"(?:{_ground}|{_many})[\s,]+(?=\S)", re.IGNORECASE)
DONE_AFTER = re.compile(rf"(?<=\w)\s+(?:{_many}|{_ground})$", re.IGNORECASE)
IS_DONE = re.compile(rf"\b(?:{_done})\b|{_ground}|\b(?:temperature|parts)\b", re.IGNORECASE)

# Starts a remark that goes on to the end; what stands before it is the food.
REMARK = re.compile(
    r"[\s,;-]*\b("
    r"(?:or\s+)?(?:to taste|as needed|as required|as desired)|if (?:desired|needed|using|you like)|"
    r"(?:for|to) (?:garnish\w*|serve|serving|decorat\w*|finish\w*|dust\w*|greas\w*|fry\w*|deep-?fry\w*|brush\w*|"
    r"sprinkl\w*|drizzl\w*|coat\w*|top(?:ping)?|rolling|the (?:pan|tin|top|dish)|deep frying)|"
    r"(?:plus|and) (?:more|extra)|plus (?=\d)|or (?:more|less)|nach (?:geschmack|belieben|bedarf)|zum \w+|"
    r"à volonté|au goût|selon (?:le )?goût|pour (?:servir|la garniture|décorer)"
    r")\b.*$",
    re.IGNORECASE,
)
# Done to it, but said with more than a word.
PHRASE = re.compile(
    r"[\s,]+\b((?:at )?room temperature|cut (?:into|in|on|crosswise|lengthwise)\b.*|(?:mixed with|dissolved in)\b.*)$",
    re.IGNORECASE,
)
OPTIONAL = re.compile(r"[\s,;–-]*\(?\b(?:optional(?:ly)?|wahlweise|facultatif|facultative)\b\)?\s*:?", re.IGNORECASE)
# Before an amount or a unit; says how exact it is.
ROUGHLY = re.compile(
    r"(about|approximately|approx\.?|around|roughly|circa|ca\.?|env\.?|environ|etwa|ungefähr|~|≈|up to|at least|scant|"
    r"heaping|heaped|rounded|level|generous|good|gehäufter?|gestrichener?|small|big|large|medium|thick|thin|thumb-sized?|bite-sized?)\s*",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"(a few|a little|a bit of|several|some|etwas|einige|ein wenig|un peu de|quelques)\s+", re.IGNORECASE
)
PART_OF_FRUIT = re.compile(
    r"(?:the\s+|le\s+|l')?((?:(?:finely\s+)?grated\s+|freshly\s+squeezed\s+)?(?:juice|zest|rind|peel|saft|schale|abrieb|jus|zeste)"
    r"(?:\s*(?:and|&|\+|und|et)\s*(?:juice|zest|rind|saft|jus|zeste))?)\s+(?:of|from|von|de|d')\s*(?=\S)",
    re.IGNORECASE,
)
# Two kinds of one thing: chicken or vegetable stock.
_SHARED = "oil stock broth wine vinegar sugar flour rice beans cheese pasta onion onions pepper peppers yogurt"
_KINDS = """
chicken vegetable beef fish red white rosé brown black green yellow olive canola sunflower rapeseed peanut coconut
avocado plain vanilla natural greek caster granulated cider wheat spelt wholemeal basmati jasmine kidney pinto sweet dry
"""
SHARED = frozenset(_SHARED.split())
KINDS = frozenset(_KINDS.split())
# After an amount, these count the food before them: 2 garlic cloves.
COUNTED_AFTER = re.compile(r"^(.+\S)\s+(cloves?|stalks?|ribs?|sprigs?|slices?|rashers?|heads?)$", re.IGNORECASE)
DIMENSION = re.compile(
    r"(\(?(?:\d+(?:[.,]\d+)?|\d+/\d+|\d+\s+\d+/\d+)(?:\s*-\s*\d+)?[\s-]*(?:inch(?:es)?|cm|mm|\"|”|in\.)\)?(?:[\s-](?:thick|long|wide))?)"
    r"[\s-]+(?=\S)",
    re.IGNORECASE,
)
