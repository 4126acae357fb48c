import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.export.prose import read
from bot.export.tree import (
    Block,
    Break,
    Code,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Run,
    Scene,
    Subtext,
    plain,
    words_of,
)
from tests.unit.export import evil


def runs(text: str) -> list[tuple[str, str]]:
    (block,) = read(text)
    assert isinstance(block, Paragraph)
    return [(part.text, "+".join(sorted(part.marks))) for part in block.content if isinstance(part, Run)]


def shape(blocks: tuple[Block, ...]) -> list[object]:
    """Return the blocks as words, for reading."""
    found: list[object] = []
    for block in blocks:
        match block:
            case Quote(inner):
                found.append(["quote", *shape(inner)])
            case Listing(start, items):
                found.append([start, *(shape(item) for item in items)])
            case Code(text):
                found.append(("code", text))
            case Heading(level, content):
                found.append((level, plain(content)))
            case Subtext(content):
                found.append(("small", plain(content)))
            case Paragraph(content):
                found.append(plain(content))
            case Scene():
                found.append("***")
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a *b* c", [("a ", ""), ("b", "italic"), (" c", "")]),
        ("_b_**c**__d__", [("b", "italic"), ("c", "bold"), ("d", "underline")]),
        ("~~e~~||f||", [("e", "struck"), ("f", "spoiler")]),
        ("***b***", [("b", "bold+italic")]),
        ("___b___", [("b", "italic+underline")]),
        ("||a *b*||", [("a ", "spoiler"), ("b", "italic+spoiler")]),
        ("`*a*`", [("*a*", "code")]),
        ("snake_case_name and 2 * 3 * 4", [("snake_case_name and 2 * 3 * 4", "")]),
        ("**unclosed and * lone", [("**unclosed and * lone", "")]),
        (r"\*not\*", [("*", ""), ("not", ""), ("*", "")]),
        ("彼は**「はい」**と", [("彼は", ""), ("「はい」", "bold"), ("と", "")]),
        (r"¯\_(ツ)_/¯", [(r"¯\_(ツ)_/¯", "")]),
        ("<b>&amp;</b>", [("<b>&amp;</b>", "")]),
        ("<:wave:12> <a:dance:3> <:wave>", [(":wave: :dance: <:wave>", "")]),
        ("<@1> <@!1> <@&1> <#2> </story read:5>", [("@… @… @… #… /story read", "")]),
        ("<t:0> <t:0:D> <t:86399:T>", [("1970-01-01 00:00 1970-01-01 23:59:59", "")]),
        ("<t:999999999999>", [("<t:999999999999>", "")]),
    ],
)  # fmt: skip
def test_marks_are_discords(text: str, found: list[tuple[str, str]]) -> None:
    assert runs(text) == found


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[x](https://a.b/c)", "https://a.b/c"),
        ("[x](<http://a.b>)", "http://a.b"),
        ("https://a.b/c_d_e.", "https://a.b/c_d_e"),
        ("<https://a.b>", "https://a.b"),
        ("[x](javascript:alert(1))", None),
        ("[x](data:text/html,a)", None),
        ("[x](/local)", None),
        ("[x](http://)", None),
        ("[x](http://a.b:99999/)", None),
        ("[x](https://a.b/" + "c" * 3000 + ")", None),
    ],
)
def test_only_addresses_of_the_web_are_links(text: str, href: str | None) -> None:
    (block,) = read(text)
    assert isinstance(block, Paragraph)
    assert {part.href for part in block.content if isinstance(part, Run) and part.href} == {href} - {None}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# One\n## Two ##\n### Three\n#### Four", [(1, "One"), (2, "Two"), (3, "Three"), "#### Four"]),
        ("#tag\n# C#", ["#tag", (1, "C#")]),
        ("-# small\nnot", [("small", "small"), "not"]),
        ("a\n> b\n> c\nd", ["a", ["quote", "b\nc"], "d"]),
        ("> a\n>\n> b", [["quote", "a", "b"]]),
        ("> > a", [["quote", "> a"]]),
        (">a\n>", [">a\n>"]),
        (">>> a\n\n> b\n# c", [["quote", "a", "> b", (1, "c")]]),
        ("- a\n  more\n- b", [[None, ["a\nmore"], ["b"]]]),
        ("- b\n  - c\n    1. d\n- e", [[None, ["b", [None, ["c", [1, ["d"]]]]], ["e"]]]),
        ("1984. It was\n1985. It is", [[1984, ["It was"], ["It is"]]]),
        ("- a\n1. b", [[None, ["a"]], [1, ["b"]]]),
        ("```py\nx = 1\n  y\n```", [("code", "x = 1\n  y")]),
        ("```two words\nmore```", [("code", "two words\nmore")]),
        ("```\nunclosed\n\nmore", ["```\nunclosed", "more"]),
        ("a ```b``` c", ["a b c"]),
        ("a\n***\nb\n* * *\nc\n~~~\nd\n⁂", ["a", "***", "b", "***", "c", "***", "d", "***"]),
        ("a\nb\n\nc", ["a\nb", "c"]),
        ("a\n---", ["a", "***"]),
        ("    indented", ["indented"]),
        ("a\n    b", ["a\n\u00a0\u00a0\u00a0\u00a0b"]),
        ("a     b", ["a\u00a0\u00a0\u00a0\u00a0\u00a0b"]),
    ],
)  # fmt: skip
def test_blocks_are_discords(text: str, found: list[object]) -> None:
    assert shape(read(text)) == found


def test_a_mark_spans_paragraphs() -> None:
    first, second = read("a **b\n\nc** d")
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert first.content == (Run("a "), Run("b", frozenset({Mark.BOLD})))
    assert second.content == (Run("c", frozenset({Mark.BOLD})), Run(" d"))


def test_short_lines_are_verse() -> None:
    haiku, prose, wide = read("old pond\na frog\n\n" + "long " * 20 + "\nshort\n\n" + "字" * 31 + "\n字")
    assert [block.verse for block in (haiku, prose, wide) if isinstance(block, Paragraph)] == [
        True,
        False,
        False,
    ]
    assert isinstance(haiku, Paragraph)
    assert haiku.content == (Run("old pond"), Break(), Run("a frog"))


def test_lists_stop_growing_deeper() -> None:
    deepest, blocks = 0, read("\n".join(" " * n + "- a" for n in range(300)))
    while blocks and isinstance(blocks[-1], Listing):
        deepest, blocks = deepest + 1, blocks[-1].items[-1]
    assert 1 < deepest < 10


@given(st.text("abc *_~|>#-\n\\[]()!é字", max_size=60))
@settings(deadline=None)
def test_no_letter_is_lost(text: str) -> None:
    letters = [letter for part in words_of(read(text)) for letter in part if letter.isalnum()]
    assert "".join(letters) == "".join(letter for letter in text if letter.isalnum())


@given(evil.text)
@settings(deadline=None)
def test_nothing_unprintable_comes_through(text: str) -> None:
    for part in words_of(read(text)):
        part.encode()
        assert not set(part) & {
            chr(code) for code in [*range(9), 11, 12, *range(14, 32), 0x2028, 0x2029, 0xFFFE, 0xFFFF]
        }


@pytest.mark.parametrize("name", evil.HUGE)
def test_huge_text_is_read(name: str) -> None:
    text = evil.HUGE[name]
    letters = sum(letter.isalpha() for part in words_of(read(text)) for letter in part)
    assert letters >= 0.9 * sum(letter.isalpha() for letter in text)
