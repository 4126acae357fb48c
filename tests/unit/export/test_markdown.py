from hypothesis import given, settings
from markdown_it import MarkdownIt

from bot.export import markdown
from bot.export.prose import printable
from tests.unit.export import evil
from tests.unit.export.samples import WORDING, manuscript, named, passage


def test_the_whole_file() -> None:
    story = manuscript(
        "The lamp *went* out…",
        "and on again.",
        passage(3, "bad", redacted=True),
        passage(4, "A frog\nleaps", muse=True),
        title="The # Tide",
    )
    assert markdown.render(story, WORDING) == (
        "# The \\# Tide\n\n"
        "The lamp *went* out… and on again.\n\n"
        "*A passage was taken out by a moderator.*\n\n"
        "A frog  \nleaps\n\n"
        "---\n\n## Credits\n\n- Ada: 7 words\n- Bashō: 3 words\n\n"
        "Begun on 2026-03-01. Written with Quire.\n\nFinished on 2026-03-10.\n\n"
        "## The muse's part\n\n- Passage 4: muse-edited by Ada (receipt 4)\n"
    )


def test_a_story_that_goes_on_says_so() -> None:
    text = markdown.render(manuscript("One.", finished=False), WORDING)
    assert "One.\n\n*To be continued.*\n\n---" in text
    assert "Finished" not in text


def test_lines_break_where_they_broke_but_not_in_code() -> None:
    text = markdown.render(manuscript("a\nb\n\nc", "```\nx\ny\n```"), WORDING)
    assert "a  \nb\n\nc\n\n```\nx\ny\n```" in text


def test_titles_and_names_are_literal() -> None:
    story = named(manuscript("a", title="*T* [x](y)"), _1="_Ada_ <b>\n# x")
    html = MarkdownIt().render(markdown.render(story, WORDING))
    assert "<h1>*T* [x](y)</h1>" in html
    assert "<li>_Ada_ &lt;b&gt; # x: 1 words</li>" in html


@given(evil.text, evil.text)
@settings(deadline=None)
def test_passages_are_in_the_file_as_they_were_written(one: str, two: str) -> None:
    text = markdown.render(manuscript(one, two + "…", one), WORDING)
    text.encode()
    for part in (one, two + "…"):
        assert "".join(printable(part).split()) in "".join(text.split())
