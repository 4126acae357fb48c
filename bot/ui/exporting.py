"""The words around an exported story."""

from datetime import datetime

from bot.domain.passages import Origin, Passage
from bot.export.manuscript import Wording
from bot.ui.catalogue import Say, msg, msgs


def wording(say: Say) -> Wording:
    """Return the words in the reader's language."""

    def share(name: str, words: int) -> str:
        return say(msgs("{name}: {count} word", "{name}: {count} words", words, name=name))

    def begun(at: datetime) -> str:
        return say(msg("Begun on {date}. Written with Quire.", date=at.date().isoformat()))

    def hand(passage: Passage, name: str) -> str:
        accepted = msg("proposed by the muse and accepted by {name}", name=name)
        edited = msg("proposed by the muse and edited by {name}", name=name)
        how = accepted if passage.origin is Origin.MUSE_ACCEPTED else edited
        return say(
            msg(
                "Passage {number}: {how} (receipt {receipt})",
                number=passage.position,
                how=how,
                receipt=passage.receipt_id,
            )
        )

    return Wording(
        to_be_continued=say(msg("To be continued.")),
        credits=say(msg("Credits")),
        muse=say(msg("The muse's part")),
        share=share,
        begun=begun,
        hand=hand,
    )
