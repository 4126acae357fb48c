"""Words that stay within their place: on a page, in a thread's message, on the board, in the lists."""

import re
from typing import Any

import pytest

from bot.generation.muse import EndReason, Receipt, Sampling
from bot.services.actor import Actor
from tests.discord.conftest import World

FENCE = "```"


def actor(world: World) -> Actor:
    return Actor(world.guild.id, world.ada.id, "ada")


async def write(world: World, text: str, member: Any = None) -> None:
    preview = await (member or world.ada).slash(world.thread, "story write", text=text)
    await (member or world.ada).click(preview.response, label="Submit")


async def read_all(world: World) -> list[str]:
    """Read the newest story from its first page to its last; return what each page shows."""
    result = await world.mod.slash(world.thread, "story read")
    pages = [result.response.embeds[0].description]
    while "Next" in enabled(result):
        await world.mod.click(result.response, label="Next")
        pages.append(result.response.embeds[0].description)
    return pages


def enabled(result: Any) -> list[str]:
    """Return the labels of the buttons that can be pressed."""
    rows = [row["components"] for row in result.response.components]
    return [button["label"] for row in rows for button in row if not button.get("disabled")]


def shown(world: World) -> list[str]:
    """Return the messages of the thread that show passages."""
    return [message.content for message in world.thread.history() if message.content]


def signatures(text: str) -> list[str]:
    """Return the lines that Discord shows small, as only Quire's own signatures should be."""
    return re.findall(r"^-# .*", text, re.MULTILINE)


def blocks(text: str) -> list[str]:
    """Return the blocks of code in it; one that is not closed is none."""
    return text.split(FENCE)[1:-1:2]


# Turning pages


async def test_back_and_next_can_be_pressed_where_there_is_a_page(world: World) -> None:
    await world.start_story(words_max=10_000, opening="It rained and rained. " * 400)
    result = await world.mod.slash(world.room, "story read", story=1)
    assert enabled(result) == ["Next"]
    await world.mod.click(result.response, label="Next")
    assert enabled(result) == ["Back", "Next"]
    await world.mod.click(result.response, label="Next")
    assert enabled(result) == ["Back"]
    assert "Page 3 of 3" in world.text(result.response)


async def test_a_short_story_and_list_have_nothing_to_turn(world: World) -> None:
    for number in range(10):
        await world.start_story(title=f"Tale {number}")
    for name, more in (("read", {"story": 1}), ("list", {})):
        result = await world.ada.slash(world.room, f"story {name}", **more)
        assert result.response.components == []
        assert "Page" not in world.text(result.response)


async def test_a_story_that_grew_is_read_on_with_the_old_buttons(world: World) -> None:
    await world.start_story(words_max=10_000, opening="It rained and rained. " * 200)
    result = await world.mod.slash(world.room, "story read", story=1)
    await write(world, "And then the sun came out. " * 200)
    await world.mod.click(result.response, label="Next")
    text = world.text(result.response)
    assert "Page 2 of " in text
    assert "Page 2 of 2" not in text


async def test_a_long_passage_is_whole_on_its_pages_and_in_its_thread(world: World) -> None:
    text = " ".join(f"Sentence number {number} of the storm." for number in range(300))
    await world.start_story(words_max=10_000, opening=text)
    assert " ".join(await read_all(world)).removesuffix("\n-# 1 · ada") == text
    assert " ".join(shown(world)).removeprefix("-# 1 · ada\n") == text


async def test_kept_prompts_turn_to_the_last_page_and_back(world: World) -> None:
    receipt = Receipt(
        "scripted", "scripted/1", "text", "prompt-idea/1", Sampling(), 10, 10, 0.1, EndReason.STOP
    )
    prompts = world.app.services.prompts
    for number in range(17):
        text = f"Keeper {number} finds a letter in her own hand, dated next spring."
        idea = await prompts.record(actor(world), "", "", [(text, receipt)])
        assert idea is not None
        await prompts.keep(actor(world), idea.record.id)
    result = await world.basho.slash(world.room, "prompt list")
    assert "17 kept prompts" in world.text(result.response)
    assert "Keeper 16 " in world.text(result.response)
    for page in (2, 3):
        await world.basho.click(result.response, label="Next")
        assert f"Page {page} of 3" in world.text(result.response)
    assert "Keeper 0 " in world.text(result.response)
    assert enabled(result) == ["Back"]
    for custom_id in ("q1:prompt-list:3", "q1:prompt-list:99999999999999999"):
        beyond = world.press(world.basho, custom_id, result.response.message)
        await world.env.settle()
        assert "Page 3 of 3" in world.text(beyond.response)


@pytest.mark.parametrize("custom_id", ["q1:list:0:99999999999999999", "q1:list:0:2", "q1:list:0:1"])
async def test_beyond_the_last_page_of_the_list_is_the_last(world: World, custom_id: str) -> None:
    for number in range(11):
        await world.start_story(title=f"Tale {number}")
    message = (await world.ada.slash(world.room, "story list")).response.message
    result = world.press(world.ada, custom_id, message)
    await world.env.settle()
    assert "Page 2 of 2" in world.text(result.response)
    assert "Tale 0" in world.text(result.response)


@pytest.mark.parametrize("page", [2, 99999999, 99999999999999999])
async def test_beyond_the_last_page_of_a_story_is_the_last(world: World, page: int) -> None:
    await world.start_story(words_max=10_000, opening="It rained and rained. " * 200 + "The end.")
    message = (await world.ada.slash(world.room, "story read", story=1)).response.message
    result = world.press(world.ada, f"q1:read:1:{page}", message)
    await world.env.settle()
    assert "The end." in world.text(result.response)
    assert "Page 2 of 2" in world.text(result.response)


@pytest.mark.parametrize(
    "custom_id", ["q1:list:0:-1", "q1:read:1:-1", "q1:list:0:9223372036854775808", "q1:list:0:"]
)
async def test_pages_that_are_no_numbers_are_told_off(world: World, custom_id: str) -> None:
    await world.start_story()
    result = world.press(world.ada, custom_id)
    await world.env.settle()
    assert "no longer works" in result.response.content


# Passages


SPOOFS = [
    "-# 2 · basho",
    "  -# 2 · basho",
    "\t-# 2 · basho",
    "> -# 2 · basho",
    "Mine.\n-# 2 · basho · with the muse",
]


@pytest.mark.parametrize("text", SPOOFS)
async def test_a_passage_cannot_sign_for_somebody_else(world: World, text: str) -> None:
    await world.start_story(opening=f"{text}\nNot his.")
    small = re.compile(r"^[\s>]*-# ", re.MULTILINE)
    (message,) = shown(world)
    assert len(small.findall(message)) == 1, message
    (page,) = await read_all(world)
    assert len(small.findall(page)) == 1, page


async def test_a_long_passage_cannot_sign_for_somebody_else_where_it_is_cut(world: World) -> None:
    rain = "It rained and rained. "
    for where in (1800, 3500):  # of a message, of a page
        await world.start_story(
            words_max=10_000, opening=rain * (where // len(rain)) + "-# 2 · basho\nNot his. " * 90
        )
        assert signatures("\n".join(shown(world))) == ["-# 1 · ada"]
    assert signatures("\n".join(await read_all(world))) == ["-# 1 · ada"]


@pytest.mark.parametrize("shift", [0, 1, 2])
async def test_a_passage_without_a_space_cannot_sign_either(world: World, shift: int) -> None:
    for where in (1800, 3500):
        await world.start_story(opening="x" * (where - shift) + "-# 2 · basho")
        assert signatures("\n".join(shown(world))) == ["-# 1 · ada"]
    assert signatures("\n".join(await read_all(world))) == ["-# 1 · ada"]


@pytest.mark.parametrize("lines", [10, 200, 400])
async def test_a_passage_cannot_sign_for_somebody_else_behind_its_code(world: World, lines: int) -> None:
    code = "\n".join(f"line {number}" for number in range(lines))
    await world.start_story(words_max=10_000, opening=f"{FENCE}\n{code}\n{FENCE}\n-# 2 · basho\nNot his.")
    outside = re.compile(re.escape(FENCE) + ".*?" + re.escape(FENCE), re.DOTALL)
    for texts in (shown(world), await read_all(world)):
        assert signatures("\n".join(outside.sub("", text) for text in texts)) == ["-# 1 · ada"]


@pytest.mark.parametrize("lines", [30, 500])
async def test_code_does_not_swallow_what_follows_it(world: World, lines: int) -> None:
    code = FENCE + "\n" + "\n".join(f"line {number}" for number in range(lines)) + "\n" + FENCE
    await world.start_story(words_max=10_000, opening=code)
    await write(world, code)
    for text in (*shown(world), *await read_all(world)):
        assert not any("-# " in block for block in blocks(text)), text


async def test_an_open_block_ends_with_its_passage(world: World) -> None:
    await world.start_story(opening=f"Mine.\n{FENCE}\nleft open")
    await write(world, f"Then\n{FENCE}py\nagain")
    for message in shown(world):
        assert message.count(FENCE) == 2
        assert message.endswith(FENCE)
    (page,) = await read_all(world)
    assert not any("-# " in block for block in blocks(page)), page


async def test_a_passage_that_is_all_markdown_is_kept_as_it_was_written(world: World) -> None:
    text = "# Loud\n> quoted\n- *one*\n- **two** ~~three~~ ||four||"
    await world.start_story(opening=text)
    assert shown(world) == [f"-# 1 · ada\n{text}"]
    assert (await world.app.services.reading.whole(actor(world), 1)).passages[0].text == text


# Titles and names


TITLE = "[a](http://evil.example) # *b* [c](http://evil.example)"


def literal(text: str, wanted: str) -> bool:
    """Tell whether a line shows ``wanted`` as it is: every sign of markdown in it has its own backslash."""
    escaped = re.compile(r"\\([^\w\s])")
    lines = [line for line in text.split("\n") if wanted in escaped.sub(r"\1", line)]
    return len(lines) == 1 and not re.search(r"\[\w+\]\(|\*\w+\*", escaped.sub("", lines[0]))


async def test_a_title_is_literal_on_the_board(world: World) -> None:
    await world.start_story(title=TITLE)
    assert literal(world.text(world.board), TITLE)
    assert world.thread.name == TITLE, "names of threads have no markdown"


@pytest.mark.parametrize("name", ["list", "status", "read"])
async def test_a_title_is_literal_in_what_is_told_of_a_story(world: World, name: str) -> None:
    await world.start_story(title=TITLE)
    result = await world.ada.slash(world.thread, f"story {name}")
    assert literal(world.text(result.response), TITLE)


async def test_a_title_is_literal_above_a_preview(world: World) -> None:
    await world.start_story(title=TITLE)
    preview = await world.ada.slash(world.thread, "story write", text="More.")
    assert literal(world.text(preview.response), TITLE)


async def test_a_name_is_literal_wherever_it_signs(world: World) -> None:
    name = "*Eve* [x](http://evil)"
    eve = world.guild.add_member(world.env.create_user("eve"), nick=name)
    await world.start_story()
    await eve.slash(world.thread, "story join")
    await write(world, "By me.", eve)
    assert literal(shown(world)[1], name)
    (page,) = await read_all(world)
    assert literal(page, name)
    result = await world.ada.slash(world.thread, "story export")
    file = (await result.response.attachments[0].read()).decode()
    assert literal(file, f"- {name}: 2 words")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("مدّ وجزر", "مدّ وجزر"),
        (
            "👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f",
            "👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f",
        ),
        ("\u202egnorw", "gnorw"),
        ("\u2066a\u2069b", "ab"),
        ("a\u200bb", "a\u200bb"),
        ("two\nlines", "two lines"),
        ("e\u0301", "é"),
        ("𝔗𝔥𝔢 𝔗𝔦𝔡𝔢", "𝔗𝔥𝔢 𝔗𝔦𝔡𝔢"),
    ],
)
async def test_titles_of_every_script_are_the_same_everywhere(
    world: World, title: str, expected: str
) -> None:
    await world.start_story(title=title)
    assert f"### {expected}  ·  #1" in world.text(world.board)
    listed = world.text((await world.ada.slash(world.room, "story list")).response)
    assert f"#1 {expected} (open)" in listed.replace("\\", "")
    read = await world.ada.slash(world.room, "story read", story=1)
    assert read.response.embeds[0].title == f"{expected} · #1"
    assert world.thread.name == expected
    (choice,) = await world.ada.autocomplete(world.room, "story read", "story", expected)
    assert choice["name"] == f"#1 {expected} (open)"


async def test_the_longest_title_fits_everywhere(world: World) -> None:
    title = "*" * 80
    await world.start_story(title=title)
    for name in ("status", "read", "export"):
        result = await world.ada.slash(world.room, f"story {name}", story=1)
        assert "Something" not in world.text(result.response)
    for _ in range(9):
        await world.ada.slash(world.room, "story start", title=title, opening="Again.")
    listed = await world.ada.slash(world.room, "story list")
    assert world.text(listed.response).count(r"\*" * 80) == 10
    form = await world.ada.click(world.board, label="Write")
    assert len(form.modal["title"]) <= 45
    (choice, *_) = await world.ada.autocomplete(world.room, "story read", "story", "")
    assert len(choice["name"]) <= 100
