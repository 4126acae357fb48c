"""Characters that belong to a writer: the muse does not speak for them while that writer is there."""

import re
from collections.abc import Iterable, Mapping

from bot.domain.refusals import Reason, Refusal
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
    its name stands before a colon, as in a play.
    """
    names = [re.escape(name) for name in names]
    if not names:
        return text
    name = rf"(?<!\w)(?:{'|'.join(names)})(?!\w)"
    says = re.compile(
        rf"{name}[^.!?\n]{{0,40}}?\b{_SAYS}\b|\b{_SAYS}\b[^.!?\n]{{0,20}}?{name}", re.IGNORECASE
    )
    script = re.compile(rf"^[ \t*_]*{name}[*_ \t]*:", re.IGNORECASE | re.MULTILINE)
    named = re.compile(name, re.IGNORECASE)
    start = 0
    for sentence in _sentences(text):
        speaks = named.search(sentence) is not None and _SPEECH.search(sentence) is not None
        if speaks or says.search(sentence) or script.search(sentence):
            return text[:start].rstrip()
        start += len(sentence)
    return text


def _sentences(text: str) -> list[str]:
    """Cut a text into sentences with what follows them; what stands in quotation marks stays together with
    the words that say who speaks."""
    return re.findall(r".*?(?:[.!?…]+[\"”’»)\]]*(?!\s*[,a-z])(?:\s+|\Z)|\n+|\Z)", text, re.DOTALL)
