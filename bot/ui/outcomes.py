"""What became of a prompt or a taught word, as whoever handed it in reads it."""

from bot.domain.text import shorten
from bot.services.review_items import Decision, Kind
from bot.services.telling import Told
from bot.ui.catalogue import Text, msg
from bot.ui.markdown import literal
from bot.ui.quoting import quoted

_SHOWN = 700  # characters of a prompt


def outcome(told: Told, server: str) -> Text:
    """Return what is said to whoever handed it in, in a direct message or on the server."""
    values = {"server": literal(server), "text": quoted(literal(shorten(told.text, _SHOWN)))}
    if told.kind is Kind.WORD:
        return _of_word(told, server)
    match told.decision:
        case Decision.APPROVE:
            return msg(
                "A moderator of {server} took your prompt; /prompt list there shows it to everyone.\n{text}",
                **values,
            )
        case Decision.RETURN:
            return msg(
                "A moderator of {server} sent your prompt back to you; /prompt list there lets you change it "
                "and hand it in again.\n{text}\nTheir note:\n{note}",
                note=quoted(literal(told.note)),
                **values,
            )
        case Decision.REJECT:
            return msg(
                "A moderator of {server} did not take your prompt; /prompt list there keeps it for you to "
                "change or discard.\n{text}",
                **values,
            )


def _of_word(told: Told, server: str) -> Text:
    values = {"server": literal(server), "word": literal(told.text)}
    match told.decision:
        case Decision.APPROVE:
            return msg(
                "A moderator of {server} took “{word}” into the word list; it counts there from now on.",
                **values,
            )
        case Decision.RETURN:
            return msg(
                "A moderator of {server} sent “{word}” back to you; /poem teach there takes it again.\n"
                "{note}",
                note=quoted(literal(told.note)),
                **values,
            )
        case Decision.REJECT:
            return msg("A moderator of {server} did not take “{word}” into the word list.", **values)
