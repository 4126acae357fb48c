import threading
from dataclasses import replace

from bot.generation.muse import EndReason, Message, Request, Sampling
from bot.generation.prompting import continuation, story_prompt
from bot.generation.scripted import ScriptedEngine, scripted_text

REQUEST = Request(1, 2, "continuation/1", Sampling(seed=3), text="It was late.")


def written(engine: ScriptedEngine, request: Request) -> tuple[str, EndReason | None]:
    engine.admit(1, request)
    text, end = "", None
    while end is None:
        for step in engine.step():
            text, end = text + step.text, step.end
    engine.drop(1)
    return text, end


def test_the_same_request_and_seed_give_the_same_text() -> None:
    assert scripted_text(REQUEST) == scripted_text(REQUEST)
    assert scripted_text(REQUEST) != scripted_text(replace(REQUEST, sampling=Sampling(seed=4)))
    assert scripted_text(REQUEST) != scripted_text(replace(REQUEST, text="It was early."))
    assert scripted_text(
        replace(REQUEST, text="", messages=(Message("user", "It was late."),))
    ) == scripted_text(REQUEST)


def test_the_engine_makes_exactly_that_text_word_by_word() -> None:
    assert written(ScriptedEngine(), REQUEST) == (scripted_text(REQUEST), EndReason.STOP)


def test_max_tokens_ends_it_early() -> None:
    text, end = written(ScriptedEngine(), replace(REQUEST, sampling=Sampling(seed=3, max_tokens=4)))
    assert (text.split(), end) == (scripted_text(REQUEST).split()[:4], EndReason.LENGTH)


def test_both_kinds_of_request_have_their_own_bank() -> None:
    idea = scripted_text(story_prompt(guild_id=1, member_id=1, seed=1))
    passage = scripted_text(continuation(["It was late."], guild_id=1, member_id=1, seed=1))
    assert idea.count(".") >= 2
    assert passage.count(".") >= 3


def test_a_paced_wait_ends_at_once_when_interrupted() -> None:
    engine = ScriptedEngine(pace=3600)
    engine.admit(1, REQUEST)
    threading.Timer(0.05, engine.interrupt).start()
    assert list(engine.step()) == []
