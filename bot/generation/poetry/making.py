"""A poem in the making: what is asked for next, and what becomes of the answers. Nothing here waits."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from bot.domain.prosody.rhyme import Rhyme, relation, rhyme_key
from bot.domain.prosody.words import words_of
from bot.domain.verse.stock import Signature
from bot.generation.muse import Mask, MaskMaker, Message, Request, Sampling, TokenTable
from bot.generation.poetry.choosing import Candidate, best, words
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.lines import LineGrammar, LineWish, together
from bot.generation.poetry.ordering import RADIFS, TEMPLATE, Part, PoemOrder, asked, begun
from bot.generation.poetry.rhymes import SPARE, PlanGrammar, rhymes_of, slots
from bot.generation.poetry.spelling import Choice, Speller
from bot.generation.poetry.subject import with_subject

SAMPLING = Sampling(temperature=0.9, top_p=0.95, min_p=0.02, top_k=60, repetition_penalty=1.0, dry=1.0)
PLANNING = Sampling(temperature=0.9, top_p=0.95, top_k=100, repetition_penalty=1.0)
_SEEDS = 1 << 31
_NAME = re.compile(r"(?:[A-Za-z][A-Za-z'.-]* ){0,4}[A-Za-z]+")


class Making:
    """A poem as far as it is. Ask ``next_requests``, write them side by side, and hand them to ``take``."""

    def __init__(self, order: PoemOrder, lexicon: Lexicon, part: Part | None = None) -> None:
        """Raises ``ValueError`` where the form cannot be had (``PoemOrder.lines``)."""
        self.order = order
        self.lexicon = with_subject(lexicon, order.subject)
        self.form_lines = part.lines if part else order.lines()
        self.lines: list[str] = list(part.given) if part else []
        self.likelihood, self.tokens = 0.0, 0  # of what was chosen
        self._first = len(self.lines)
        self._told = 0  # so much of the text was returned
        self._until = self._first + part.count if part else len(self.form_lines)
        self._rhymes = rhymes_of(self.lexicon)
        self._slots = slots(self.form_lines)
        self._plan: dict[str, str] = {}  # for each rhyme of the form, a word that has it
        self._planning = order.planned and bool(self._slots) and part is None
        if part is not None and any(line.radif for line in self.form_lines):
            raise ValueError("the radif is other people's")
        self._tail = self._radif() if any(line.radif for line in self.form_lines) else ""
        self._closing = {line.repeats for line in self.form_lines[-1:]} | {len(self.form_lines) - 1}
        if order.form.person and part is None and (name := self._name()):
            self.lines, self._planning = [name], False
        self._ends = {
            number: self._end_of(text, number)
            for number, text in enumerate(self.lines)
            if words(text) and self.form_lines[number].repeats is None
        }

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
        return self._plan_requests() if self._planning else self._line_requests()

    def take(self, candidates: Sequence[Candidate]) -> str:
        """Choose among what was written; return what the poem has grown by: nothing where it was a plan."""
        if self._planning:
            self._planning = False
            found = [word.strip() for word in candidates[0].text.split(",")]
            for slot, word in zip(self._slots, found, strict=True):
                self._plan.setdefault(slot.rhyme, word)
            return ""
        chosen = best(candidates, self.lexicon, self.lines)
        self.likelihood += chosen.likelihood
        self.tokens += chosen.tokens
        number = len(self.lines)
        self.lines.append(chosen.text)
        self._ends[number] = self._end_of(chosen.text, number)
        self._repeat()
        grown, self._told = self.text[self._told :], len(self.text)
        return grown

    def _repeat(self) -> None:
        """Add the refrains that follow."""
        while not self.done and (repeats := self.form_lines[len(self.lines)].repeats) is not None:
            self.lines.append(self.lines[repeats])

    @property
    def _stanzas(self) -> list[int]:
        found = [line.stanza for line in self.form_lines]
        return [*found, found[-1]]

    def _plan_requests(self) -> list[Request]:
        table = self.lexicon.table
        grammar = PlanGrammar(
            self._rhymes,
            self._slots,
            next(number for number, text in enumerate(table.texts()) if text == ","),
            tail=self._after_tail(),
            banned=self.lexicon.flags(self.order.banned),
        )
        subject = self.order.subject
        prompt = Message("user", f"Write a poem about {subject}.")
        start = f"The words for a poem about {subject} are:"
        # One, not the likeliest of several: that would rhyme moon with tune in every poem.
        return self._requests(grammar, PLANNING, prompt, start)[:1]

    def _line_requests(self) -> list[Request]:
        grammar = LineGrammar(self.lexicon, self._wish())
        return self._requests(grammar, SAMPLING, asked(self.order), begun(self.lines, self._stanzas))

    def _requests(
        self, grammar: PlanGrammar | LineGrammar, sampling: Sampling, prompt: Message, start: str
    ) -> list[Request]:
        """Return one request for each candidate; their masks share what they find out about the grammar."""
        mask, bounded = partial(_speller, grammar, {}), replace(sampling, max_tokens=grammar.longest)
        return [
            self._request(bounded, number, mask, prompt, start) for number in range(self.order.candidates)
        ]

    def _request(
        self, sampling: Sampling, number: int, mask: MaskMaker, prompt: Message, start: str
    ) -> Request:
        order, part = self.order, -1 if self._planning else len(self.lines)
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
            grows=not self._planning,
            goes_on=order.goes_on or bool(self.lines[self._first :] or self._plan),
        )

    def _wish(self) -> LineWish:
        number = len(self.lines)
        line = self.form_lines[number]
        banned, used = self.order.banned, frozenset(self._ends.values())
        endings: tuple[str, ...] = ()
        if line.rhyme:
            before = [other for other in self._ends if self.form_lines[other].rhyme == line.rhyme]
            taken = [self._ends[other] for other in before]
            if any(other < self._first for other in before):
                endings = self._heard(before)
            elif first := self._plan.get(line.rhyme) or (taken[0] if taken else ""):
                endings = self._rhymes.mates(first, taken, banned)
            else:
                endings = self._openings(line.rhyme)
        else:  # what others will rhyme on stays free for them
            used |= {
                word for planned in self._plan.values() for word in self._rhymes.mates(planned, (), banned)
            }
        return LineWish(
            line.measure,
            endings,
            used,
            begins=line.begins,
            last=number in self._closing,
            banned=banned,
            tail=self._tail if line.radif else "",
        )

    def _heard(self, others: Sequence[int]) -> tuple[str, ...]:
        """Return the words that rhyme with lines of other people's, as the checker hears it.

        Raises ``ValueError`` where none does.
        """
        said = [words_of(self.lines[other]) for other in others]
        families = {rhyme_key(reading) for reading in said[0][-1].readings}
        found = []
        for entry in self.lexicon.entries:
            if entry.steady and entry.family in families:
                heard = [relation(one, words_of(entry.text)) for one in said]
                if heard[0] is Rhyme.PERFECT and not {Rhyme.IDENTICAL, Rhyme.RICH} & set(heard):
                    found.append(entry.text)
        if not found:
            raise ValueError("nothing rhymes with those lines")
        return tuple(found)

    def _openings(self, rhyme: str) -> tuple[str, ...]:
        """Return the words with which a rhyme that was not planned may begin."""
        mine = [slot for slot in self._slots if slot.rhyme == rhyme]
        ends = np.logical_and.reduce([self._rhymes.ends(slot.measure, self._after_tail()) for slot in mine])
        ends &= ~self.lexicon.flags({*self.order.banned, *self._ends.values()})
        taken = [
            self._rhymes.family[self.lexicon.number[word]]
            for word in self._ends.values()
            if word in self.lexicon.number
        ]
        free = ends & ~np.isin(self._rhymes.family, taken)
        rich = self._rhymes.rich(free, len(mine), len({slot.rhyme for slot in self._slots}))
        return tuple(self.lexicon.entries[row].text for row in np.flatnonzero(rich))

    def _name(self) -> str:
        """Return the first line of a poem about somebody, their name; empty where nothing rhymes with it."""
        found = _NAME.fullmatch(self.order.subject)
        if found is None:
            return ""
        last = words(found[0])[-1]
        row = self.lexicon.number.get(last, self.lexicon.number.get(last.capitalize()))
        if row is None or self._rhymes.rhyme[row] < 0:
            return ""
        rhyming = self._rhymes.mates(
            self.lexicon.entries[row].text, (self.lexicon.entries[row].text,), self.order.banned
        )
        return found[0][0].upper() + found[0][1:] + "," if len(rhyming) >= SPARE else ""

    def _radif(self) -> str:
        """Return the words behind a ghazal's rhymes: the order's, or the first that the lexicon has."""
        for radif in (self.order.radif, *RADIFS):
            parts = radif.split()
            if all(part in self.lexicon.number and part not in self.order.banned for part in parts):
                return radif
        raise ValueError("these words have no radif")

    def _after_tail(self) -> Signature:
        return together([self.lexicon.signature(part) for part in self._tail.split()])

    def _end_of(self, text: str, number: int) -> str:
        """Return the word on which a line ends, before its radif, as the lexicon writes it."""
        tail = len(self._tail.split()) if self.form_lines[number].radif else 0
        last = words(text)[-1 - tail]
        return last if last in self.lexicon.number else last.capitalize()


def _speller(grammar: Any, choices: dict[object, Choice], table: TokenTable) -> Mask:
    return Speller(grammar, choices, table.endings)
