"""A poem in the making: what is asked for next, and what becomes of the answers. Nothing here waits."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.generation.muse import Mask, MaskMaker, Message, Request, Sampling, TokenTable
from bot.generation.poetry.choosing import Candidate, best, words
from bot.generation.poetry.ends import Ends
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.lines import LineGrammar, LineWish
from bot.generation.poetry.ordering import TEMPLATE, Part, PoemOrder, asked, begun, names
from bot.generation.poetry.planning import PlanGrammar
from bot.generation.poetry.spelling import Choice, Speller
from bot.generation.poetry.subject import with_subject

SAMPLING = Sampling(temperature=0.9, top_p=0.95, min_p=0.02, top_k=60, repetition_penalty=1.0, dry=1.0)
PLANNING = Sampling(temperature=0.9, top_p=0.95, top_k=100, repetition_penalty=1.0)
_SEEDS = 1 << 31
_LETTERS = re.compile("[a-z]+")


class Making:
    """A poem as far as it is. Ask ``next_requests``, write them side by side, and hand them to ``take``."""

    def __init__(self, order: PoemOrder, lexicon: Lexicon, part: Part | None = None) -> None:
        """Raises ``ValueError`` where the form cannot be had (``PoemOrder.lines``)."""
        self.order = order
        self.form_lines = part.lines if part else order.lines()
        self.lines: list[str] = list(part.given) if part else []
        self.likelihoods: list[float] = []  # of the tokens of what was chosen
        self._first = len(self.lines)
        self._told = 0  # so much of the text was returned
        self._until = self._first + part.count if part else len(self.form_lines)
        self._closing = {line.repeats for line in self.form_lines[-1:]} | {len(self.form_lines) - 1}
        if part is not None and any(line.radif for line in self.form_lines):
            raise ValueError("the radif is other people's")
        first = not self.lines and self.form_lines[0].names
        self.lexicon, self._ends, name = self._named(lexicon, part) if first else self._unnamed(lexicon)
        self.planning = order.planned and bool(self._ends.slots) and part is None
        """Whether what is written next is the plan: words, not yet a line."""
        if name and part is None:
            self._ends.note(0, name)
            self.lines, self.planning = [name], False

    @property
    def word(self) -> str:
        """Return what an acrostic spells, as plain letters."""
        return "".join(line.begins for line in self.form_lines)

    @property
    def done(self) -> bool:
        """Tell whether the poem is complete."""
        return len(self.lines) >= self._until

    @property
    def text(self) -> str:
        """Return what was written so far, stanzas apart; without what others gave."""
        return begun(self.lines[self._first :], self._stanzas[self._first :], whole=True).rstrip("\n")

    def next_requests(self) -> list[Request]:
        """Return what is to be written next, each a candidate for the same.

        Raises:
            ValueError: no such line can be made of these words.
        """
        return self._plan_requests() if self.planning else self._line_requests()

    def take(self, candidates: Sequence[Candidate]) -> str:
        """Choose among what was written; return what the poem has grown by: nothing where it was a plan."""
        if self.planning:
            self.planning = False
            self._ends.plan(candidates[0].text)
            return ""
        chosen = best(candidates, self.lexicon, self.lines)
        self.likelihoods += chosen.likelihoods
        self._ends.note(len(self.lines), chosen.text)
        self.lines.append(chosen.text)
        self._repeat()
        grown, self._told = self.text[self._told :], len(self.text)
        return grown

    def do_without(self, said: frozenset[str]) -> bool:
        """Leave out the rarest of these words, folded, from here on; tell whether there was one."""
        entries = self.lexicon.entries
        here = [one for one in entries if said & set(_LETTERS.findall(one.text.lower()))]
        out = [one for one in here if one.text not in self.order.banned]
        if out:
            rarest = min(out, key=lambda one: one.zipf)
            self.order = replace(self.order, banned=self.order.banned | {rarest.text})
        return bool(out)

    def _repeat(self) -> None:
        """Add the refrains that follow."""
        while not self.done and (repeats := self.form_lines[len(self.lines)].repeats) is not None:
            self.lines.append(self.lines[repeats])

    @property
    def _stanzas(self) -> list[int]:
        found = [line.stanza for line in self.form_lines]
        return [*found, found[-1]]

    def _plan_requests(self) -> list[Request]:
        subject = self.order.subject
        prompt = Message("user", f"Write a poem about {subject}.")
        start = f"The words for a poem about {subject} are:"
        # One, not the likeliest of several: that would rhyme moon with tune in every poem.
        return self._requests(self._ends.planner(), PLANNING, prompt, start, 1)

    def _line_requests(self) -> list[Request]:
        grammar = LineGrammar(self.lexicon, self._wish())
        told = begun(self.lines, self._stanzas)
        return self._requests(grammar, SAMPLING, asked(self.order), told, self.order.candidates)

    def _requests(
        self, grammar: PlanGrammar | LineGrammar, sampling: Sampling, prompt: Message, start: str, count: int
    ) -> list[Request]:
        """Return one request for each candidate; their masks share what they find out about the grammar."""
        mask, bounded = partial(_speller, grammar, {}), replace(sampling, max_tokens=grammar.longest)
        return [self._request(bounded, number, mask, prompt, start) for number in range(count)]

    def _request(
        self, sampling: Sampling, number: int, mask: MaskMaker, prompt: Message, start: str
    ) -> Request:
        order, part = self.order, -1 if self.planning else len(self.lines)
        seed = (order.seed * 1_000_003 + (part + 1) * 1009 + number) % _SEEDS
        return Request(
            order.guild_id,
            order.member_id,
            TEMPLATE,
            replace(sampling, seed=seed),
            messages=(prompt, Message("assistant", start)) if start else (prompt,),
            text=f"{prompt.content}\n\n{start}",
            stop=("\n",),
            mask=mask,
            weighed=True,
            grows=not self.planning,
            goes_on=order.goes_on or bool(self.lines[self._first :]) or self._ends.planned,
        )

    def _wish(self) -> LineWish:
        number = len(self.lines)
        line = self.form_lines[number]
        endings, used = self._ends.wanted(number)
        return LineWish(
            line.measure,
            endings,
            used,
            begins=line.begins,
            last=number in self._closing,
            banned=self.order.banned,
            tail=self._ends.radif if line.radif else "",
        )

    def _unnamed(self, lexicon: Lexicon, told: str = "", name: str = "") -> tuple[Lexicon, Ends, str]:
        """Return what a poem is made of that begins with a name, or with none."""
        words_too = with_subject(lexicon, f"{told} {self.order.subject}")
        return words_too, Ends(self.order, words_too, self.form_lines, self.lines, name), told

    def _named(self, lexicon: Lexicon, part: Part | None) -> tuple[Lexicon, Ends, str]:
        """Return that with a name which has rhymes: whom the poem is about, or somebody else.

        Raises ``ValueError`` where nobody has.
        """
        for told in names(self.order):
            last = words(told)[-1].capitalize()
            found = self._unnamed(lexicon, told, last)
            if found[1].can_rhyme(last.lower()) and (part is None or last in found[0].number):
                return found[0], found[1], f"{told},"
        raise ValueError("nobody's name has a rhyme")


def _speller(grammar: Any, choices: dict[object, Choice], table: TokenTable) -> Mask:
    return Speller(grammar, choices, table.endings)
