"""A server's word lists as texts are held against them, compiled for one place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.limits.avoiding import Avoided, avoided
from bot.domain.limits.english import is_english, words_among
from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.folding import fold
from bot.domain.limits.policy import Action, ListName, Policy
from bot.domain.limits.terms import TOKEN, term_of
from bot.domain.story import Rating
from bot.storage.limits import WHOLE_SERVER
from bot.storage.phrases import PhraseRecord


@dataclass(frozen=True, slots=True)
class CompiledLists:
    """What holds at one place, compiled. ``avoided`` has what is kept out of texts there, by their rating and
    whether they are English; each is made when it is first asked for."""

    lists: Mapping[Action, Vocabulary]
    allowed: Vocabulary
    avoided: dict[tuple[Rating, bool], Avoided] = field(default_factory=dict)


def compiled(records: Iterable[PhraseRecord], place: int) -> CompiledLists:
    """Compile what holds at a place: an entry of its own counts before the server's."""
    found: dict[str, PhraseRecord] = {}
    for record in records:
        if record.channel_id == WHOLE_SERVER:
            found.setdefault(record.folded, record)
        elif record.channel_id == place:
            found[record.folded] = record
    by_list = {
        on: Vocabulary(term_of(one.phrase, f"list:{on}") for one in found.values() if one.on == on)
        for on in ListName
    }
    acting = {on.action: by_list[on] for on in ListName if on is not ListName.ALLOW and by_list[on]}
    return CompiledLists(acting, by_list[ListName.ALLOW])


def avoided_in(there: CompiledLists, rating: Rating, own: str, told: str) -> Avoided:
    """Return the words that are kept out of a text that goes on from what was ``told``."""
    words = frozenset(TOKEN.findall(fold(told).text))
    return kept_out(there, rating, is_english(words, words_among(words)), own)


def kept_out(there: CompiledLists, rating: Rating, english: bool, own: str) -> Avoided:
    """Return the words that are kept out of a text of a rating, but for those that its ``own`` text has."""
    if (rating, english) not in there.avoided:
        policy = Policy(rating, there.lists, there.allowed)
        there.avoided[rating, english] = avoided(policy, english=english)
    found = there.avoided[rating, english]
    return found.without(own) if own else found
