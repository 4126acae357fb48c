"""What holds at a place for what the muse writes, and for short texts: nothing of either ever waits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.limits.avoiding import Avoided
from bot.domain.limits.judge import Match, judge
from bot.domain.limits.policy import Action, Policy
from bot.domain.refusals import Reason, Refusal
from bot.generation.muse import Request


@dataclass(frozen=True, slots=True)
class Screen:
    """``given`` is what was found in the member's own words that the muse was given (``called_for``): that
    may come back, and nothing else that is listed. ``avoid`` are the words that it is not to write in the
    first place; None leaves all to the check."""

    policy: Policy
    given: frozenset[tuple[str, str]] = frozenset()
    avoid: Avoided | None = None

    def keeping_out(self, requests: Iterable[Request]) -> list[Request]:
        """Return what to ask the muse so that it writes none of the words that would be set aside."""
        return [replace(request, avoid=self.avoid) for request in requests]

    def lets(self, text: str) -> bool:
        """Tell whether a text of the muse's may be shown. A millisecond's work at most."""
        return all((one.rule, one.entry) in self.given for one in judge(text, self.policy).matches)

    def takes(self, text: str) -> bool:
        """Tell whether a member's text may be shown where it cannot wait for a moderator."""
        return judge(text, self.policy).action < Action.HOLD

    def check(self, *texts: str) -> None:
        """Refuse a short text, such as a title, that would be held or blocked as a passage; what would only
        be warned of goes through.

        Raises:
            Refusal: with the ``place`` that is not taken and its ``rule``.
        """
        for text in texts:
            verdict = judge(text, self.policy)
            if verdict.action >= Action.HOLD:
                worst = next(one for one in verdict.matches if one.action is verdict.action)
                raise Refusal(Reason.NOT_WITHIN_LIMITS, place=_place(text, worst), rule=worst.rule)


def _place(text: str, match: Match) -> str:
    return text[match.start : match.end]


PLAIN = Screen(Policy())
"""The built-in lists, for everyone."""
