"""Poems drawn by lot: any token that a mask lets through. What holds for them holds for every model's."""

import random

from bot.generation.muse import Request
from bot.generation.poetry.choosing import Candidate
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.lines import LineGrammar
from bot.generation.poetry.making import Making
from bot.generation.poetry.ordering import PoemOrder
from bot.generation.poetry.spelling import Speller


def written(request: Request, lexicon: Lexicon, chance: random.Random) -> Candidate:
    """Write one request to its end. A mask without a token fails here, and so does a text without an end."""
    table = lexicon.table
    texts = table.texts()
    assert request.mask is not None
    mask = request.mask(table)
    text = ""
    for made in range(request.sampling.max_tokens):
        allowed = mask.allowed()
        assert allowed is not None
        numbers = [int(token) for token in allowed]
        assert numbers
        assert len(set(numbers)) == len(numbers)
        token = chance.choice(numbers)
        mask.add(token)
        if token in lexicon.signs.ends:
            return Candidate(text.strip(), (-5.0,) * made + (-5.0 * chance.random(),))
        text += texts[token] or ""
    raise AssertionError(f"no end within {request.sampling.max_tokens} tokens: {text!r}")


def line(grammar: LineGrammar, chance: random.Random) -> str:
    """Write a line of a grammar."""
    texts, speller, told = grammar.lexicon.table.texts(), Speller(grammar, {}, frozenset()), ""
    while not told.endswith("\n"):
        token = int(chance.choice(speller.allowed()))
        speller.add(token)
        told += texts[token] or ""
    return told.strip()


def poem(order: PoemOrder, lexicon: Lexicon) -> str:
    """Write a whole poem."""
    chance = random.Random(order.seed)
    making = Making(order, lexicon)
    while not making.done:
        making.take([written(request, lexicon, chance) for request in making.next_requests()])
    return making.text
