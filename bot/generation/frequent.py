"""How common a word is: Zipf frequencies of English, from the word lists of `wordfreq`.

Robyn Speer, "rspeer/wordfreq: v3.0" (2022), doi:10.5281/zenodo.7199437.
"""

from collections.abc import Mapping
from functools import cache
from math import log10

from wordfreq import get_frequency_dict

LANGUAGE = "en"


@cache
def zipf() -> Mapping[str, float]:
    """Return the Zipf frequency of about 29,000 common words, in lower case, the most common first.

    A word that comes once in a million has 3, one that comes once in a thousand 6 (van Heuven et al.,
    "SUBTLEX-UK", 2014). Read once, a tenth of a second's work.
    """
    listed = get_frequency_dict(LANGUAGE, "small")
    return {word: round(log10(share) + 9, 2) for word, share in listed.items()}
