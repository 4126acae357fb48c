"""Roman numerals, where they cannot be another word."""

import re

_FORM = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(text: str) -> int:
    """Return the value of a Roman numeral in capitals; 0 where it is none, or could be a word or initials.

    Two letters and more of I, V and X are taken for a numeral, of other letters four and more; so "I", "MIX",
    "CD" and "DIM" are none.
    """
    sure = re.fullmatch("[IVX]{2,}", text) or len(text) > 3
    if not sure or not _FORM.fullmatch(text):
        return 0
    values = [_VALUES[letter] for letter in text]
    return sum(
        -value if any(later > value for later in values[at + 1 : at + 2]) else value
        for at, value in enumerate(values)
    )
