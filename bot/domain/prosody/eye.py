"""Whether words look as if they rhymed: the same letters from a vowel on."""

import re
import unicodedata

VOWELS = re.compile("[aeiouE]+y?|(?<!^)y")
"""A group of letters that spells one vowel, roughly; what u spells after q is taken out before."""

SILENT_E = re.compile(
    r"(?<=[aeiouyE])([^aeiouEy']*)(?<!l)(?<=[^aeiouE'])e$"  # "love", but not "table"
    r"|(?<=[aeiouyE])([^aeiouEy']*)(?<=[^aeiouEcghsxz'])e(?=s$)"  # "loves", but not "horses"
    r"|(?<=[aeiouyE])([^aeiouEy']*)(?<=[^aeiouEdt'])e(?=d$)"  # "loved", but not "wanted"
)


def alike(one: str, two: str, vowels: int) -> bool:
    """Tell whether two words have the same letters from the last vowel but so many on (1: the last one)."""
    ends = tail(one, vowels), tail(two, vowels)
    return ends[0] == ends[1] != ""


def tail(text: str, vowels: int) -> str:
    """Return a word from the last vowel but so many on, or nothing where it spells fewer vowels."""
    letters = unicodedata.normalize("NFD", text.casefold())
    letters = re.sub("e[\u0300-\u036f]", "E", letters)  # an e with an accent is never silent
    letters = "".join(letter for letter in letters if letter.isalpha()).replace("qu", "q")
    silent = next((m.end() - 1 for m in SILENT_E.finditer(letters)), -1)
    groups = [found.start() for found in VOWELS.finditer(letters)]
    spoken = [at for at in groups if at != silent]
    found = spoken if len(spoken) >= vowels else groups
    return letters[found[-vowels] :].casefold() if len(found) >= vowels else ""
