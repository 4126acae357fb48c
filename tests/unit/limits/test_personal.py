"""Links, invites, mentions, and what tells who somebody is."""

from time import process_time

import pytest

from bot.domain.limits import personal
from bot.domain.limits.folding import fold
from bot.domain.limits.judge import judge
from bot.domain.limits.policy import Action, Policy, Rule
from bot.domain.story import Rating


def found_in(text: str, rule: Rule) -> list[tuple[int, int]]:
    return list(personal.found(fold(text), rule))


def found(text: str, rule: Rule) -> list[str]:
    by = Policy(Rating.MATURE, rules={rule: Action.HOLD})
    return [text[match.start : match.end] for match in judge(text, by).matches]


@pytest.mark.parametrize(
    ("rule", "text", "place"),
    [
        (Rule.LINKS, "see https://example.org/a?b=c now", "https://example.org/a?b=c"),
        (Rule.LINKS, "see www.example.org now", "www.example.org"),
        (Rule.LINKS, "see example.com/x now", "example.com/x"),
        (Rule.LINKS, "look...example.com", "example.com"),
        (Rule.LINKS, "(a.b-c.example.com)", "a.b-c.example.com"),
        (Rule.LINKS, "see evil.page/abc now", "evil.page/abc"),
        (Rule.LINKS, "see bare.online now", "bare.online"),
        (Rule.LINKS, "see evil。com/path now", "evil。com/path"),
        (Rule.LINKS, "see hxxps://evil[.]com now", "hxxps://evil[.]com"),
        (Rule.LINKS, "see evil[.]com now", "evil[.]com"),
        (Rule.LINKS, "see evil (dot) com now", "evil (dot) com"),
        (Rule.LINKS, "play on my.server:25565 now", "my.server:25565"),
        (Rule.LINKS, "play on 1.2.3.4:8080 now", "1.2.3.4:8080"),
        (Rule.LINKS, "see ｅｖｉｌ．ｃｏｍ now", "ｅｖｉｌ．ｃｏｍ"),
        (Rule.INVITES, "join discord.gg/abc123", "discord.gg/abc123"),
        (Rule.INVITES, "join discord\u200b.gg/abc123", "discord\u200b.gg/abc123"),
        (Rule.INVITES, "join ｄｉｓｃｏｒｄ.gg/abc123", "ｄｉｓｃｏｒｄ.gg/abc123"),
        (Rule.INVITES, "join discоrd.gg/abc123", "discоrd.gg/abc123"),
        (Rule.INVITES, "join discord[.]gg/abc", "discord[.]gg/abc"),
        (Rule.INVITES, "https://discord.com/invite/abc123", "https://discord.com/invite/abc123"),
        (Rule.MENTIONS, "hey @everyone", "@everyone"),
        (Rule.MENTIONS, "hey <@&123456789012345678>", "<@&123456789012345678>"),
        (Rule.EMAIL, "write to ada.l+x@example.co.uk please", "ada.l+x@example.co.uk"),
        (Rule.EMAIL, "ada (at) example (dot) org", "ada (at) example (dot) org"),
        (Rule.EMAIL, "ada at example dot com", "ada at example dot com"),
        (Rule.PHONE, "call +49 30 901820 now", "+49 30 901820"),
        (Rule.PHONE, "call (555) 123-4567", "(555) 123-4567"),
        (Rule.PHONE, "call 030 901820", "030 901820"),
        (Rule.CARD, "pay with 4111 1111 1111 1111 ok", "4111 1111 1111 1111"),
        (Rule.CARD, "pay with 4111.1111.1111.1111 ok", "4111.1111.1111.1111"),
    ],
)
def test_it_is_found_where_the_server_wants_it(rule: Rule, text: str, place: str) -> None:
    assert found(text, rule) == [place]
    assert judge(text, Policy(Rating.MATURE)).action is Action.ALLOW


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule.LINKS, "He stopped.Then he went on, e.g. to No.10, at 3.14"),
        (Rule.LINKS, "a file called notes.txt, x.command, example.com.notes, -.com and ada@example.com"),
        (
            Rule.LINKS,
            "yes/no, and/or, 3.14/2, the ratio 1.5:30, v1.2.3, 10.0.0.1, at 10.30/11.30, Mr. Dot com",
        ),
        (Rule.LINKS, "He looked (dot) and stopped. Then... he/she went. It was over.Then: a hundred men"),
        (Rule.INVITES, "there was discord in the gallery"),
        (Rule.MENTIONS, "everyone is here, and @ home"),
        (Rule.EMAIL, "we met at noon, dot com was late; look at Ada dot and go"),
        (Rule.EMAIL, "look at the dot on the i; meet me @ noon. Yes."),
        (Rule.PHONE, "in 1914-1918 and 2026-11-27, at 10:30, 1,000,000 men, 978-0-306-40615-7"),
        (Rule.PHONE, "John 3:16, 12 + 30 = 42, 1234567890123, 192.168.0.1"),
        (Rule.CARD, "4111 1111 1111 1112 and 0000 0000 0000 0000 and 1234567890123456"),
    ],
)
def test_what_only_looks_like_it_is_left_alone(rule: Rule, text: str) -> None:
    assert found(text, rule) == []


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize(
    "part",
    [
        "a.",
        "a-",
        "1-",
        "a.com",
        "a.com@",
        "www.",
        "0123 ",
        "a (at) ",
        "<@1",
        "+1 (",
        "a.bc/",
        "a.bc:1",
        "1.",
        "a[.]",
        "a (dot) ",
        "a at b dot ",
    ],
)
def test_no_text_makes_a_rule_slow(rule: Rule, part: str) -> None:
    started = process_time()
    found_in(part * 8000, rule)
    assert process_time() - started < 1  # a hundred times what it takes; by its length squared it takes more
