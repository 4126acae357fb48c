"""What is looked for by its shape: links, invites, mentions, and what tells who somebody is."""

import re
from collections.abc import Iterator

from bot.domain.limits.folding import Folded
from bot.domain.limits.policy import Rule

_DOT = r"(?:[.。]|\s?(?:\[\.\]|\(\.\)|[(\[{]dot[)\]}])\s?)"
_END = r"(?![\w@]|[.-][\w@])"
_LINK = re.compile(
    r"(?:h(?:tt|xx)ps?|ftp)://[^\s<>]+|\bwww\.[^\s<>]+\.[^\s<>]+"
    # A host's name is tried from its first sign only, or a long one takes time by its length squared.
    rf"|(?<![\w-])(?<![\w-]\.)(?<!\w@)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*(?:{_DOT}(?:com|net|org|io|gg|ru|cn|tk|xyz|info|biz"
    r"|co\.uk|me|ly|to|app|dev|shop|online|site|club|vip|blog|wiki|store|tech|eu|de|nl|pl|uk)(?:/[^\s<>]*)?"
    # Of any other end, and of bare numbers, a path or a port tells.
    rf"|[.。][a-z]{{2,24}}/[\w%~?#@-][^\s<>]*|[.。][a-z]{{2,24}}:\d{{2,5}}(?:/[^\s<>]*)?){_END}"
    rf"|(?<![\w.-])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d{{2,5}}(?:/[^\s<>]*)?|/[a-z~?#][^\s<>]*){_END}",
    re.IGNORECASE,
)
_INVITE = re.compile(
    rf"(?:h(?:tt|xx)ps?://)?(?:www\.)?(?:discord(?:app)?{_DOT}com\s?/\s?invite|discord{_DOT}(?:gg|me|li|io)"
    rf"|(?:dsc|invite){_DOT}gg)\s?/\s?[\w-]+",
    re.IGNORECASE,
)
_MENTION = re.compile(r"@(?:everyone|here)\b|<@[!&]?\d{15,20}>")
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])"
    r"|(?<![\w.+-])[\w.+-]{1,64}\s?[(\[{]at[)\]}]\s?(?:[a-z0-9-]{1,63}\s?(?:\.|[(\[{]dot[)\]}])\s?){1,4}[a-z]{2,24}(?![\w-])"
    r"|(?<![\w.+-])[\w.+-]{1,64} at [a-z0-9-]{1,63} dot (?:com|net|org|edu|gov|io|me|[a-z]{2} dot [a-z]{2})"
    r"(?![\w-])",
    re.IGNORECASE,
)
# With its country's code, North American, or national with a leading zero; a mere row of digits is none.
_PHONE = re.compile(
    r"(?<![\w.+#/-])(?:\+\d{1,3}[\s.-]?(?:\(0?\d{1,4}\)[\s.-]?)?\d(?:[\s.-]?\d){6,11}"
    r"|(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[.-])\d{3}[.-]\d{4}"
    r"|0\d{2,4}[\s/-]\d{3,4}[\s-]?\d{3,5})(?![\w/:]|[.-]\d)"
)
_CARD = re.compile(
    r"(?<![\w.,-])(?:\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{1,7}|\d{4}[ .-]?\d{6}[ .-]?\d{5})(?![\w]|[.,-]\d)"
)

_PATTERNS = {
    Rule.INVITES: _INVITE,
    Rule.LINKS: _LINK,
    Rule.MENTIONS: _MENTION,
    Rule.EMAIL: _EMAIL,
    Rule.PHONE: _PHONE,
    Rule.CARD: _CARD,
}
# What each rule's finds have in them; prose seldom has, and this is told a hundred times as fast.
_NEEDED = {
    Rule.INVITES: re.compile("/"),
    Rule.LINKS: re.compile(r"[.。]\w|://|dot|[.]\W", re.IGNORECASE),
    Rule.MENTIONS: re.compile("@"),
    Rule.EMAIL: re.compile(r"[@(\[{]| dot ", re.IGNORECASE),
    Rule.PHONE: re.compile(r"\d"),
    Rule.CARD: re.compile(r"\d"),
}


def found(folded: Folded, rule: Rule) -> Iterator[tuple[int, int]]:
    """Yield the places where a rule applies, in the text as it was typed: signs that nobody sees or that look
    like others, hide nothing."""
    text = folded.text
    if _NEEDED[rule].search(text) is None:
        return
    for match in _PATTERNS[rule].finditer(text):
        if rule is not Rule.CARD or _luhn(match[0]):
            yield folded.span(*match.span())


def _luhn(text: str) -> bool:
    """Tell whether digits are a card's number by their check digit (ISO/IEC 7812-1, annex B)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
