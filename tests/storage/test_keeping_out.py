"""Whoever asks the muse for prose passes the words that are listed where they ask."""

from bot.app import App
from bot.domain.limits.policy import ListName
from bot.domain.story import Rating, Terms
from bot.generation.muse import Request, Stream
from bot.generation.rewriting import How
from bot.generation.scripted import ScriptedEngine
from bot.generation.unsticking import Kind
from bot.generation.worker import WorkerMuse
from bot.services.actor import Actor, PlainAccess
from bot.services.rewriting import Here
from bot.services.stories import Beginning
from bot.settings import Settings


class Moderating(PlainAccess):
    """Moderates the server."""

    def moderates_guild(self) -> bool:
        return True


ADA, MOD = Actor(1, 11, "Ada"), Actor(1, 99, "Mod", Moderating())
OPENING = "The lighthouse keeper had not spoken for three winters. Tonight the lamp would not light."


class Overheard(ScriptedEngine):
    """Notes what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Request] = []

    def admit(self, row_id: int, request: Request) -> int:
        self.asked.append(request)
        return super().admit(row_id, request)

    def words(self) -> frozenset[str]:
        """Return what every request since the last time was not to write."""
        asked, self.asked = self.asked, []
        assert asked
        lists = {request.avoid for request in asked}
        assert len(lists) == 1
        (avoid,) = lists
        assert avoid is not None
        return avoid.words


async def test_all_who_ask_for_prose_pass_the_listed_words(settings: Settings) -> None:
    engine = Overheard()
    async with App(settings, muse=WorkerMuse(engine, queue_limit=99)) as app:
        services = app.services
        record = await services.stories.start(ADA, 5, Beginning("Tide", OPENING, Terms(rating=Rating.TEEN)))

        async def heard(streams: list[Stream]) -> frozenset[str]:
            for stream in streams:
                assert "".join([piece.text async for piece in stream])
                assert stream.receipt is not None
                assert stream.receipt.avoided == "", "the scripted muse takes no list"
            return engine.words()

        async def passed() -> list[frozenset[str]]:
            text = "The wren, that bastard, sang."
            return [
                await heard((await services.cowriting.ask(ADA, record.id)).streams),
                await heard((await services.unsticking.ask(ADA, record.id, Kind.SENSE)).streams),
                await heard((await services.prompts.ask(ADA, "", "", 5)).streams),
                await heard((await services.rewriting.ask(ADA, Here(5, 5), text, How.PLAIN, "")).streams),
            ]

        story, stuck, idea, rewritten = await passed()
        assert "damn" not in story | stuck, "it is free at this rating"
        assert {"bastard", "damn"} <= idea
        assert "damn" in rewritten
        assert "bastard" not in rewritten, "the text has it"
        await services.word_lists.add(MOD, ListName.BLOCK, "gull", None)
        await services.word_lists.add(MOD, ListName.WARN, "wren", None)
        for words in (await passed())[:3]:
            assert {"gull", "wren"} <= words
        await services.word_lists.add(MOD, ListName.ALLOW, "gull", None)
        story, stuck, idea, rewritten = await passed()
        assert "gull" not in story | stuck | idea | rewritten
        assert "wren" not in rewritten
