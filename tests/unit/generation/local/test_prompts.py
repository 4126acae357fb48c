"""Each prompt is read once, in parts; what was read serves those that begin alike."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from bot.generation.local.network import Next
from bot.generation.local.prompts import Prompts


class Counting:
    """A network that notes what it reads; its cache is the list of tokens in it."""

    reuses = True
    chunk = 4

    def __init__(self) -> None:
        self.parts: list[tuple[int, ...]] = []

    def cache(self, capacity: int) -> list[int]:
        return []

    def copy(self, cache: list[int], tokens: int, capacity: int) -> list[int]:
        return cache[:tokens]

    def read(self, cache: list[int], tokens: Sequence[int], start: int, last: bool) -> Tensor | None:
        assert len(cache) == start
        cache.extend(tokens)
        self.parts.append(tuple(tokens))
        return torch.tensor([float(sum(cache))]) if last else None

    def write(self, rows: Sequence[Next]) -> Any:
        raise NotImplementedError


def read_all(prompts: Prompts) -> list[float]:
    scores = []
    while prompt := prompts.oldest:
        if prompts.read(prompt):
            assert prompt.cache == list(prompt.tokens)
            assert prompt.scores is not None
            scores.append(float(prompt.scores))
    return scores


def test_rows_with_the_same_prompt_wait_for_one_reading() -> None:
    network = Counting()
    prompts = Prompts(network)
    joined = [prompts.join(row, range(10)) for row in range(3)]
    assert joined[0] is joined[1] is joined[2]
    assert read_all(prompts) == [45.0]
    assert network.parts == [(0, 1, 2, 3), (4, 5, 6, 7), (8, 9)]
    assert joined[0].rows == {0, 1, 2}


def test_the_oldest_is_read_first_and_one_that_nobody_waits_for_no_further() -> None:
    network = Counting()
    prompts = Prompts(network)
    first, second = prompts.join(1, range(9)), prompts.join(2, range(20, 29))
    assert prompts.oldest is first
    assert not prompts.read(first)
    prompts.leave(1, first)
    assert prompts.oldest is second
    assert len(read_all(prompts)) == 1
    prompts.leave(2, second)


def test_whole_parts_are_reused_and_the_last_token_is_always_read() -> None:
    network = Counting()
    prompts = Prompts(network)
    prompts.join(1, range(10))
    read_all(prompts)
    network.parts.clear()
    for tokens, parts in (
        ([*range(10), 77], [(8, 9, 77)]),
        (list(range(10)), [(8, 9)]),
        ([0, 1, 2, 3, 4, 99], [(4, 99)]),
        (list(range(8)), [(4, 5, 6, 7)]),
        ([5, 6], [(5, 6)]),
    ):
        prompts.join(2, tokens)
        assert read_all(prompts) == [float(sum(tokens))]
        assert network.parts == parts
        network.parts.clear()


def test_what_is_kept_is_bounded_and_the_longest_unused_goes_first() -> None:
    network = Counting()
    prompts = Prompts(network, kept_tokens=25)
    for start in (0, 100, 200):
        prompts.join(1, range(start, start + 10))
        read_all(prompts)
    network.parts.clear()
    prompts.join(1, range(100, 110))
    prompts.join(2, range(10))
    read_all(prompts)
    assert network.parts == [(108, 109), (0, 1, 2, 3), (4, 5, 6, 7), (8, 9)]
    prompts.join(3, range(300, 340))  # too long to be kept: it pushes nothing out
    read_all(prompts)
    network.parts.clear()
    prompts.join(4, range(100, 110))
    read_all(prompts)
    assert network.parts == [(108, 109)]
    prompts.forget()
    network.parts.clear()
    prompts.join(4, range(100, 110))
    read_all(prompts)
    assert len(network.parts) == 3


def test_a_network_that_cannot_cut_its_cache_reads_all() -> None:
    network = Counting()
    network.reuses = False
    prompts = Prompts(network)
    for _ in range(2):
        prompts.join(1, range(10))
        read_all(prompts)
    assert len(network.parts) == 6


LINE = 9  # the token that ends a line


def growing(network: Counting) -> Prompts:
    network.chunk = 20
    return Prompts(network, line_ends=frozenset({LINE}))


def test_a_prompt_that_grows_is_read_by_lines_and_then_only_what_is_new() -> None:
    network = Counting()
    prompts = growing(network)
    asked, first, second = (*range(20, 28), LINE), (*range(30, 38), LINE), (1, LINE, *range(40, 48), LINE)
    prompts.join(1, asked + first, grows=True)
    assert read_all(prompts) == [float(sum(asked + first))]
    assert network.parts == [asked, first]
    network.parts.clear()
    prompts.join(1, asked + first + second, grows=True)
    assert read_all(prompts) == [float(sum(asked + first + second))]
    assert network.parts == [second], "a line that is too short is read with the next one"
    network.parts.clear()
    prompts.join(1, (*asked, *first[:-1], 50, LINE), grows=True)  # another line in its place
    read_all(prompts)
    assert network.parts == [(*first[:-1], 50, LINE)]


def test_a_long_line_is_read_in_parts_and_without_line_ends_all_parts_are_long() -> None:
    network = Counting()
    prompts = growing(network)
    told = (*range(100, 150), LINE, *range(10))
    prompts.join(1, told, grows=True)
    read_all(prompts)
    assert [len(part) for part in network.parts] == [20, 20, 11, 10]
    network.parts.clear()
    prompts.join(1, told)
    read_all(prompts)
    assert [len(part) for part in network.parts] == [20, 1], "what was read in the same parts is reused"


def test_what_was_read_in_other_parts_is_not_reused() -> None:
    network = Counting()
    prompts = growing(network)
    told = (*range(30, 40), LINE, *range(50, 80))
    prompts.join(1, told, grows=True)
    read_all(prompts)
    network.parts.clear()
    prompts.join(2, told)
    read_all(prompts)
    assert [len(part) for part in network.parts] == [20, 20, 1]


def test_a_prompt_that_is_the_beginning_of_another_is_kept_in_that_one_only() -> None:
    network = Counting()
    network.chunk = 20
    prompts = Prompts(network, kept_tokens=60, line_ends=frozenset({LINE}))
    line = (*range(20, 28), LINE)
    other = (*range(60, 77), LINE)
    prompts.join(1, (*other, *line), grows=True)
    read_all(prompts)
    for lines in (2, 3):
        prompts.join(1, line * lines, grows=True)
        read_all(prompts)
    network.parts.clear()
    prompts.join(1, (*other, *line, 5), grows=True)
    read_all(prompts)
    assert network.parts == [(5,)], "all but the last of a poem's prompts would have pushed it out"
