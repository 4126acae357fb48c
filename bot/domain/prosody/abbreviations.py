"""Short forms, and what is said for them."""

import re

ABBREVIATIONS: dict[str, list[str]] = {
    "mr.": ["mister"],
    "mr": ["mister"],
    "mrs.": ["missus"],
    "mrs": ["missus"],
    "ms.": ["miz"],
    "dr.": ["doctor", "drive"],
    "dr": ["doctor"],
    "st.": ["saint", "street"],
    "prof.": ["professor"],
    "rev.": ["reverend"],
    "capt.": ["captain"],
    "col.": ["colonel"],
    "gen.": ["general"],
    "lt.": ["lieutenant"],
    "sgt.": ["sergeant"],
    "hon.": ["honorable"],
    "jr.": ["junior"],
    "sr.": ["senior"],
    "no.": ["no", "number"],
    "vs.": ["versus"],
    "vs": ["versus"],
    "etc.": ["et cetera"],
    "etc": ["et cetera"],
    "e.g.": ["e g", "for example"],
    "i.e.": ["i e", "that is"],
    "a.m.": ["a m"],
    "p.m.": ["p m"],
    "ave.": ["avenue"],
    "mt.": ["mount"],
    "ft.": ["feet", "foot"],
    "ph.d.": ["p h d"],
    "ph.d": ["p h d"],
    "ok": ["o k"],
}
"""In small letters. "no." ends a sentence more often than it is a number."""

_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,}[A-Za-z]?\.?|(?:[A-Za-z]\.)+[A-Za-z]")
_CONSONANTS = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{2,6}")


def spelled_out(text: str) -> str:
    """Return the letters of an abbreviation that is read letter by letter: U.S., FBI; else nothing."""
    if _DOTTED.fullmatch(text) or _CONSONANTS.fullmatch(text):
        return " ".join(letter.lower() for letter in text if letter.isalpha())
    return ""
