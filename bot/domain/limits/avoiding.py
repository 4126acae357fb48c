"""The single words of a policy that the muse must not write, as a value that goes with what it is asked."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from bot.domain.limits.folding import fold
from bot.domain.limits.lists import built_in
from bot.domain.limits.policy import Policy
from bot.domain.limits.terms import TOKEN

_DIGEST = 16  # hexadecimal digits; enough to tell lists apart
_UNLIKE = "\0"  # in no folded word


@dataclass(frozen=True)
class Avoided:
    """Folded ``words`` as they stand between two signs that are no letters, ``stems`` with which such a word
    must not begin, and ``parts`` that must stand nowhere: words of scripts that do not part them."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    @cached_property
    def digest(self) -> str:
        """What names the value in a receipt, which must hold none of the words; empty for none."""
        if not (self.words or self.stems or self.parts):
            return ""
        told = "\n\n".join("\n".join(sorted(some)) for some in (self.words, self.stems, self.parts))
        return sha256(told.encode()).hexdigest()[:_DIGEST]

    def without(self, text: str) -> "Avoided":
        """Return what is left when the words of a text may be written."""
        folded = fold(text).text
        said = frozenset(TOKEN.findall(folded))
        return Avoided(
            self.words - said,
            frozenset(stem for stem in self.stems if not any(word.startswith(stem) for word in said)),
            frozenset(part for part in self.parts if part not in folded),
        )


def avoided(policy: Policy, *, english: bool = True) -> Avoided:
    """Return what of a policy's lists can be kept out of a text while it is written: whatever ``judge`` does
    not simply let through, but for disguises and phrases, which are left to it.

    ``english`` says that the text will be; else words that mean something in other languages are left out.
    A word that is allowed within a phrase only, or as an exception to a ``word*``, stays in.
    """
    words: set[str] = set()
    stems: set[str] = set()
    parts: set[str] = set()
    for vocabulary in (built_in(policy.rating, policy.categories), *policy.lists.values()):
        words |= {word for word, term in vocabulary.singles().items() if english or not term.english}
        stems |= vocabulary.stems()
        parts |= vocabulary.parts()
    free = policy.allowed
    return Avoided(
        frozenset(words - free.covered(frozenset(words))),
        frozenset(stem for stem in stems if not free.covered(frozenset([stem + _UNLIKE]))),
        frozenset(parts - free.parts()),
    )
