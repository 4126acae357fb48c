"""How much a person changed of what the muse proposed, in words."""

from bot.domain.passages import Origin, Passage
from bot.ui.catalogue import Text, msg, msgs


def changed(passage: Passage) -> Text:
    """Return how many words of the muse's proposal were changed in a passage that it had a hand in."""
    if passage.origin is Origin.MUSE_ACCEPTED and not passage.edited_words:
        return msg("as it was written")
    if passage.edited_words is None:
        return msg("edited")
    return msgs(
        "{count} word changed of {words}",
        "{count} words changed of {words}",
        passage.edited_words,
        words=passage.words,
    )
