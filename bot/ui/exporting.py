"""The words around an exported story."""

from datetime import datetime

from bot.domain.passages import Origin, Passage
from bot.domain.story import MUSE_ID
from bot.export.manuscript import Wording
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.hands import changed


def wording(say: Say) -> Wording:
    """Return the words in the reader's language."""

    def share(name: str, words: int) -> str:
        return say(msgs("{name}: {count} word", "{name}: {count} words", words, name=name))

    def begun(at: datetime) -> str:
        return say(msg("Begun on {date}. Written with Quire.", date=at.date().isoformat()))

    def finished(at: datetime) -> str:
        return say(msg("Finished on {date}.", date=at.date().isoformat()))

    def by(names: list[str]) -> str:
        if len(names) < 2:
            return say(msg("by {names}", names="".join(names)))
        return say(msg("by {names} and {last}", names=", ".join(names[:-1]), last=names[-1]))

    def hand(passage: Passage, name: str) -> str:
        return say(msg("Passage {number}: {how}", number=passage.position, how=_how(passage, name)))

    def line(passage: Passage, name: str) -> str:
        values = {"number": passage.position, "how": _how(passage, name)}
        if "\n" in passage.text:
            return say(msg("Link {number}: {how}", **values))
        return say(msg("Line {number}: {how}", **values))

    return Wording(
        to_be_continued=say(msg("To be continued.")),
        credits=say(msg("Credits")),
        muse=say(msg("The muse's part")),
        redacted=say(msg("Taken out.")),
        contents=say(msg("Contents")),
        share=share,
        begun=begun,
        finished=finished,
        hand=hand,
        line=line,
        by=by,
    )


def _how(passage: Passage, name: str) -> Text:
    """Return what the muse had to do with a passage, and what was changed of it."""
    if passage.member_id == MUSE_ID:
        how = msg("written by the muse in its turn")
    elif passage.origin is Origin.MUSE_ACCEPTED:
        how = msg("proposed by the muse and accepted by {name}", name=name)
    else:
        how = msg("proposed by the muse and edited by {name}", name=name)
    return msg(
        "{how}, {changed} (receipt {receipt})", how=how, changed=changed(passage), receipt=passage.receipt_id
    )
