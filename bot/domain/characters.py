"""Characters that belong to a writer: the muse does not speak for them while that writer is there."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.domain.refusals import Reason, Refusal
from bot.domain.sentences import sentence_ends
from bot.domain.story import Story
from bot.domain.text import clean, is_blank

NAME_LIMIT = 40  # characters
PER_WRITER = 5

_SPEECH = re.compile(r"[\"“”„«»「」『』]|(?<!\w)['‘](?=\w)")
_SAYS = (
    r"(?:said|says|say|asked|asks|ask|replied|replies|answered|answers|whispered|whispers|shouted|shouts"
    r"|cried|cries|muttered|mutters|murmured|murmurs|called|calls|told|tells|added|adds|thought|thinks"
    r"|began|begins|continued|continues|sighed|sighs|laughed|laughs|growled|growls|snapped|snaps)"
)
# Who speaks is said after what they say: “No,” he said; 「いいえ」と言った.
_GOES_ON = ",、—–と"
# Before a word that has its capital from nothing but itself.
_WITHIN = r"(?<=[\w,;)][ \u00a0])"
# After "Will", "May", "Mark", "Rose" or "Hope" where they are no names.
_AFTER_A_WORD = (
    r"I|you|he|she|it|we|they|thou|ye|one|the|this|that|these|those|a|an|my|your|his|her|its|our|their|thy"
    r"|there|not|never|from|up|to|for|of|on|out|be|anyone|anybody|anything|someone|somebody|nobody|no|any|some|all"
)


def checked_name(name: str) -> str:
    """Return a character's name, cleaned, on one line.

    Raises:
        Refusal: it is empty or too long.
    """
    name = " ".join(clean(name).split())
    if is_blank(name) or not any(character.isalnum() for character in name):
        raise Refusal(Reason.NAME_EMPTY)
    if len(name) > NAME_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, length=len(name), limit=NAME_LIMIT)
    return name


def protected(story: Story, owners: Mapping[str, int], asker_id: int) -> list[str]:
    """Return the characters that are not the asker's and whose writer is active."""
    return [name for name, owner in owners.items() if owner != asker_id and story.is_active(owner)]


def without_speech_of(text: str, names: Iterable[str]) -> str:
    """Return ``text`` up to the first sentence in which one of the characters speaks.

    A character speaks where a sentence holds its name beside quotation marks or a verb of saying, or where
    its name stands before a colon, as in a play. A name of one word needs its capital, and where a sentence
    begins, more than that: Will is somebody, "I will" is not, and "Will you?" is not either.
    """
    patterns = [_named(name) for name in names]
    if not patterns:
        return text
    name = rf"(?:{'|'.join(patterns)})"
    says = re.compile(rf"{name}[^.!?\n]{{0,40}}?\b(?i:{_SAYS})\b|\b(?i:{_SAYS})\b[^.!?\n]{{0,20}}?{name}")
    script = re.compile(rf"^[ \t*_]*{name}[*_ \t]*:", re.MULTILINE)
    named = re.compile(name)
    start = 0
    for sentence in _sentences(text):
        speaks = named.search(sentence) is not None and _SPEECH.search(sentence) is not None
        if speaks or says.search(sentence) or script.search(sentence):
            return text[:start].rstrip()
        start += len(sentence)
    return text


def _named(name: str) -> str:
    """Return the pattern of a name; where it is one word, not of the word that is written like it."""
    if " " in name:
        return rf"(?<!\w)(?i:{re.escape(name)})(?!\w)"
    if name[0].upper() == name[0].lower():  # in scripts without capitals words run on after a name, too
        return re.escape(name)
    capital = rf"{name[0].upper()}(?i:{re.escape(name[1:])})(?!\w)"
    return rf"(?:{_WITHIN}{capital}|(?<!\w){capital}(?!\s+(?:{_AFTER_A_WORD})\b))"


def _sentences(text: str) -> list[str]:
    """Cut a text into sentences and lines; what somebody says stays together with the words that say who."""
    ends = [end for end in sentence_ends(text) if not _goes_on(text[end : end + 9].lstrip(" "))]
    cuts = sorted({0, *ends, *(line.end() for line in re.finditer(r"\n", text)), len(text)})
    return [text[begin:end] for begin, end in pairwise(cuts)]


def _goes_on(rest: str) -> bool:
    return rest[:1].islower() or (rest != "" and rest[0] in _GOES_ON)
