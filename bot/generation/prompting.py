"""Every text that is sent to a model, in one place. A template has a name and a version.

Whoever changes what a template says raises its version: receipts name it, and a replay must find the same.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from bot.generation.muse import Message, Request, Sampling

IDEA_TEMPLATE = "prompt-idea/1"
CONTINUATION_TEMPLATE = "continuation/5"
BRIDGE_TEMPLATE = "bridge/4"

IDEA_SAMPLING = Sampling(max_tokens=90, temperature=0.7, top_p=0.9, top_k=40, repetition_penalty=1.08)
CONTINUATION_SAMPLING = Sampling(
    temperature=0.8, top_p=0.95, min_p=0.03, top_k=50, repetition_penalty=1.08, dry=1.2
)

BRIDGE_WORDS = 45
"""How long a bridge is, in words, where its story does not ask for more."""
TOKENS_PER_WORD = 1.5
"""Enough for English prose in the vocabularies of GPT-2 and SmolLM2 (about 1.3), and a sentence's end."""

_IDEA_SYSTEM = (
    "You write story prompts for a writing group. A story prompt is two sentences: a person in a place with "
    "something strange or difficult in front of them, and a choice that cannot wait."
)

_IDEA_EXAMPLES = (
    (
        "mystery",
        "a piano",
        "The blind piano tuner finds a folded letter under the lowest string, and it is addressed to him. "
        "The family upstairs begs him to burn it unread, and offers him more money than he earns in a year.",
    ),
    (
        "science fiction",
        "",
        "On the last evening before the colony ship leaves, a mechanic counts the passengers and finds "
        "one more than the list allows. She has one hour to decide whom to tell.",
    ),
    (
        "fantasy",
        "a debt",
        "Every winter a giant comes down to the village and asks for the same girl's shoes. This year "
        "she has outgrown them, and she walks up the mountain to ask him what he is waiting for.",
    ),
)


SPARKS = (
    "a night baker",
    "a retired cartographer",
    "a ferryman",
    "a piano tuner",
    "twin brothers",
    "a substitute teacher",
    "a beekeeper",
    "a lift operator",
    "a widow",
    "a boy who collects keys",
    "a lighthouse keeper",
    "an interpreter",
    "a grave digger",
    "a girl who never sleeps",
    "a clockmaker",
    "a young doctor",
)
"""Whom an idea is about: left to itself, a small model begins nearly every one with "In the city"."""


def story_prompt(*, guild_id: int, member_id: int, seed: int, genre: str = "", about: str = "") -> Request:
    """Ask for an idea for a story, two or three sentences long; ``clean.clean_idea`` makes it presentable.

    ``genre`` and ``about`` are the member's own words and may be empty. Each seed gives another idea.
    """
    messages = [Message("system", _IDEA_SYSTEM)]
    for example_genre, example_about, idea in _IDEA_EXAMPLES:
        messages += [Message("user", _idea_wish(example_genre, example_about)), Message("assistant", idea)]
    spark = random.Random(seed).choice(SPARKS)
    messages.append(
        Message("user", _idea_wish(genre, f"{spark} and {about.strip()}" if about.strip() else spark))
    )
    return Request(guild_id, member_id, IDEA_TEMPLATE, _seeded(IDEA_SAMPLING, seed), messages=tuple(messages))


def continuation(
    passages: Sequence[str],
    *,
    guild_id: int,
    member_id: int,
    seed: int,
    hint: str = "",
    others: Sequence[str] = (),
    bridge: bool = False,
    words: int = 60,
) -> Request:
    """Ask how a story goes on after ``passages``, oldest first, for about ``words`` words.

    A model that answers is given the story, and after it what is wanted: the nearer, the better a small one
    follows. For a model that only writes on, the story itself is the prompt, with a ``hint`` and the names
    of ``others`` for whom other writers speak in brackets before the last passage. Either way the wish
    stands where cutting a long story leaves it in place. A ``bridge`` leads over to what its writer will
    tell: in two or three sentences, if it has no more than ``BRIDGE_WORDS``.

    Raises:
        ValueError: there is no passage to go on from.
    """
    story = [passage.strip() for passage in passages if passage.strip()]
    if not story:
        raise ValueError("a continuation needs a passage to go on from")
    hint = hint.strip()
    sampling = _seeded(CONTINUATION_SAMPLING, seed, round(words * TOKENS_PER_WORD) + 10)
    template = BRIDGE_TEMPLATE if bridge else CONTINUATION_TEMPLATE
    asked = Message(
        "user", "\n\n".join(["Here is a story.", *story, _next_wish(hint, others, words if bridge else 0)])
    )
    if others:
        story.insert(-1, f"[In the next lines these say nothing: {', '.join(others)}]")
    if hint:
        story.insert(-1, f"[In the next lines: {hint}]")
    return Request(guild_id, member_id, template, sampling, messages=(asked,), text="\n\n".join(story))


def _next_wish(hint: str, others: Sequence[str], bridge_words: int) -> str:
    if not bridge_words:
        what = "Write the next paragraph of the story."
    elif bridge_words <= BRIDGE_WORDS:
        what = "Write the two or three sentences that lead on from here."
    else:
        what = "Write the paragraph that leads on from here."
    parts = [
        what,
        "The same people are in it, in the same place.",
    ]
    if hint:
        parts.append(f"In it: {hint}{'' if hint[-1] in '.!?…' else '.'}")
    if others:
        parts.append(f"These say nothing: {', '.join(others)}.")
    parts.append("Write only the story.")
    return " ".join(parts)


def plain_text(messages: Sequence[Message]) -> str:
    """Join a conversation into a text that a model without a chat template can write on from.

    Paragraphs in order, without the speakers' names, and a blank line at the end: question and answer then
    read like the lines of a list, whose next one the model writes.
    """
    return "".join(f"{message.content.strip()}\n\n" for message in messages)


def _idea_wish(genre: str, about: str) -> str:
    wish = f"A {genre.strip()} story prompt" if genre.strip() else "A story prompt"
    return f"{wish} about {about.strip()}." if about.strip() else f"{wish}."


def _seeded(sampling: Sampling, seed: int, max_tokens: int | None = None) -> Sampling:
    return replace(sampling, seed=seed, max_tokens=max_tokens or sampling.max_tokens)
