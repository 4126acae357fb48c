"""How a token is chosen, each setting against its own definition."""

import random
from collections import Counter
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from bot.generation.local.repetition import Repetition
from bot.generation.local.sampling import SMALL, Sampler, draw
from bot.generation.muse import Sampling

PLAIN = Sampling(temperature=1.0, top_p=1.0, top_k=0, repetition_penalty=1.0)
NONE: frozenset[int] = frozenset()


def drawn(logits: list[float], sampling: Sampling, times: int = 4000) -> Counter[int]:
    chance = random.Random(5)
    scores = torch.tensor(logits)
    return Counter(draw(scores.clone(), sampling, chance) for _ in range(times))


def test_tokens_come_as_often_as_their_probabilities_say() -> None:
    logits = [2.0, 1.0, 0.0, -1.0]
    shares = torch.tensor(logits).softmax(0).tolist()
    for sampling in (PLAIN, replace(PLAIN, top_k=4)):
        found = drawn(logits, sampling)
        for token, share in enumerate(shares):
            assert found[token] / 4000 == pytest.approx(share, abs=0.03)


def test_a_large_vocabulary_is_drawn_from_alike() -> None:
    torch.manual_seed(0)
    logits = torch.randn(SMALL * 4).tolist()
    kept = drawn(logits, replace(PLAIN, top_p=0.3))
    order = torch.tensor(logits).sort(descending=True)
    shares = order.values.softmax(0)
    allowed = order.indices[: int((shares.cumsum(0) - shares < 0.3).sum())].tolist()
    assert set(kept) <= set(allowed)
    assert len(kept) > len(allowed) / 2


def test_temperature_sharpens_and_flattens() -> None:
    logits = [1.0, 0.0]
    cold, warm = drawn(logits, replace(PLAIN, temperature=0.2)), drawn(logits, replace(PLAIN, temperature=5))
    assert cold[1] / 4000 < 0.02
    assert 0.4 < warm[1] / 4000 < 0.5
    assert set(drawn(logits, replace(PLAIN, temperature=0))) == {0}


def test_top_k_top_p_and_min_p_leave_what_they_say() -> None:
    logits = torch.tensor([0.5, 0.25, 0.15, 0.1]).log().tolist()
    assert set(drawn(logits, replace(PLAIN, top_k=2))) == {0, 1}
    assert set(drawn(logits, replace(PLAIN, top_p=0.7))) == {0, 1}
    assert set(drawn(logits, replace(PLAIN, top_p=0.76))) == {0, 1, 2}
    assert set(drawn(logits, replace(PLAIN, top_p=0.0))) == {0}
    assert set(drawn(logits, replace(PLAIN, min_p=0.25))) == {0, 1, 2}
    assert set(drawn(logits, replace(PLAIN, min_p=1.0))) == {0}


def test_a_seed_gives_the_same_draws_and_no_other_chance_is_touched() -> None:
    def text(seed: int) -> list[int]:
        sampler = Sampler(replace(PLAIN, seed=seed), [1, 2], NONE)
        return [sampler.choose(torch.zeros(50)) for _ in range(20)]

    state = random.getstate()
    first = text(3)
    random.seed(1)
    torch.manual_seed(1)
    assert text(3) == first != text(4)
    random.setstate(state)


def test_a_mask_leaves_its_tokens_only_and_comes_after_the_penalties() -> None:
    sampler = Sampler(replace(PLAIN, temperature=0, repetition_penalty=5.0), [7], NONE)
    logits = torch.zeros(10)
    logits[3], logits[7], logits[8] = 9.0, 8.0, 2.0
    assert sampler.choose(logits.clone(), [7, 8]) == 8  # 8.0 / 5 is less than 2.0
    assert sampler.choose(logits.clone(), [7]) == 7


def test_known_tokens_become_less_likely_both_ways_but_not_exempt_ones() -> None:
    repetition = Repetition(replace(PLAIN, repetition_penalty=2.0), [1, 2, 3], frozenset({3}))
    repetition.add(4)
    repetition.add(3)
    scores = torch.tensor([1.0, 1.0, -1.0, 1.0, 1.0, 1.0])
    repetition.penalise(scores)
    assert scores.tolist() == [1.0, 0.5, -2.0, 1.0, 0.5, 1.0]


TOKENS = st.lists(st.integers(0, 4), min_size=1, max_size=40)


@given(TOKENS, st.integers(1, 4))
def test_runs_are_found_as_their_definition_says(tokens: list[int], shortest: int) -> None:
    exempt = frozenset({4})
    repetition = Repetition(replace(PLAIN, dry=1.0, dry_length=shortest), tokens[:3], exempt)
    for token in tokens[3:]:
        repetition.add(token)
    expected: dict[int, int] = {}
    for end in range(1, len(tokens)):
        length = 0
        while (
            length < min(end, 24)
            and tokens[end - 1 - length] == tokens[-1 - length]
            and tokens[-1 - length] not in exempt
        ):
            length += 1
        if length >= shortest and tokens[end] not in exempt:
            expected[tokens[end]] = max(expected.get(tokens[end], 0), length)
    assert repetition.runs() == expected


def test_a_loop_is_broken() -> None:
    loop = [1, 2, 3, 4, 5]
    sampler = Sampler(replace(PLAIN, temperature=0, dry=0.8), loop * 2, NONE)
    scores = torch.zeros(10)
    made = []
    for number in range(8):
        after = scores.clone()
        after[loop[number % 5]] = 3.0  # a model that would go on for ever
        made.append(sampler.choose(after))
    assert made[:2] != loop[:2]
    assert Sampler(replace(PLAIN, temperature=0), loop * 2, NONE).choose(after.clone()) in loop
