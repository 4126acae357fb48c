"""What is written in digits, in words: all the ways in which it is usually said, the most usual first.

The ways are those of the Chicago Manual of Style, 17th edition, chapter 9, and of everyday speech: "one
hundred five" and "one hundred and five", "nineteen eighty-four", "twenty oh five".
"""

import re
from collections.abc import Iterable

from bot.domain.prosody.fold import fold

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ("", " thousand", " million", " billion", " trillion")
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
MONEY = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent"), "¥": ("yen", "sen")}
LARGEST = 15
"""Whole numbers of more digits than this are said digit by digit."""

_MONEY = re.compile(r"([$£€¥])(\d[\d,]*)(?:\.(\d{1,2}))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)([ap]m)?|(\d{1,2})([ap]m)")
_ORDINAL = re.compile(r"(\d[\d,]*)(st|nd|rd|th)")
_DECADE = re.compile(r"'?(\d*)(\d0)'?s")
_FRACTION = re.compile(r"(?:(\d+) )?(\d{1,3})/(\d{1,4})")
_DECIMAL = re.compile(r"(\d[\d,]*)?\.(\d+)")
_UNIT = re.compile(r"(.*\d)(%|°|¢)")


def ways(text: str) -> tuple[str, ...]:
    """Return the ways to say a number written in digits, in words with spaces; none where it is no number.

    ``text`` is in lower case: "105", "22nd", "1984", "1920s", "7:30", "7am", "$3.50", "0.5", "3/4", "20%".
    """
    return tuple(dict.fromkeys(_ways(text)))


def said_as(text: str) -> tuple[str, ...]:
    """Return the ways to say a number as it stands in a line; one that has no usual way, digit by digit."""
    shown = "".join(f" {sign}" if "⁄" in sign else sign for sign in map(fold, text)).replace("⁄", "/").strip()
    return ways(shown) or tuple(cardinals(re.sub(r"[^0-9]", "", shown) or "0"))


def _ways(text: str) -> Iterable[str]:
    if text[:1] in "-−" and text[1:]:
        return [f"minus {way}" for way in _ways(text[1:])]
    if found := _UNIT.fullmatch(text):
        unit = {"%": "percent", "°": "degree", "¢": "cent"}[found[2]]
        ending = "" if found[1] == "1" or unit == "percent" else "s"
        return [f"{way} {unit}{ending}" for way in _ways(found[1])]
    if found := _MONEY.fullmatch(text):
        return _money(*MONEY[found[1]], found[2].replace(",", ""), found[3])
    if found := _CLOCK.fullmatch(text):
        return _clock(int(found[1] or found[4]), int(found[2] or 0), found[3] or found[5] or "")
    if found := _ORDINAL.fullmatch(text):
        return [ordinal(way) for way in cardinals(found[1].replace(",", ""))]
    if found := _DECADE.fullmatch(text):
        return [_plural(way) for way in _years(found[1] + found[2])[:1]]
    if found := _FRACTION.fullmatch(text):
        whole = [f"{way} and " for way in cardinals(found[1])] if found[1] else [""]
        return [before + way for before in whole for way in _fraction(int(found[2]), int(found[3]))]
    if found := _DECIMAL.fullmatch(text):
        whole = cardinals(found[1].replace(",", "")) if found[1] else ["", "zero"]
        return [f"{way} point {digits(found[2])}".strip() for way in whole]
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        return cardinals(text.replace(",", ""))
    if re.fullmatch(r"\d+", text):
        return _years(text)
    return ()


def digits(text: str, zero: str = "zero") -> str:
    """Return the digits one by one in words."""
    return " ".join(zero if digit == "0" else ONES[int(digit)] for digit in text)


def cardinals(text: str) -> list[str]:
    """Return the ways to say a whole number: without and with "and"; digit by digit where it is too long."""
    if len(text) > LARGEST or (text[0] == "0" and len(text) > 1):
        return [digits(text), digits(text, "oh")]
    said = [_cardinal(int(text), ""), _cardinal(int(text), " and")]
    if len(text) == 4 and text[1] != "0" and text[2:] == "00":
        said.append(f"{_below_hundred(int(text[:2]))} hundred")
    return said


def _cardinal(number: int, link: str) -> str:
    if number == 0:
        return "zero"
    parts: list[str] = []
    for power in range(len(SCALES) - 1, -1, -1):
        part = number // 1000**power % 1000
        if not part:
            continue
        hundreds, rest = divmod(part, 100)
        said = f"{ONES[hundreds]} hundred" if hundreds else ""
        if rest:
            # "and" comes before the tens, after a hundred or at the number's end: "two thousand and five".
            linked = link if hundreds or (parts and not power) else ""
            said = f"{said}{linked} {_below_hundred(rest)}".strip()
        parts.append(said + SCALES[power])
    return " ".join(parts)


def _below_hundred(number: int) -> str:
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] if not ones else f"{TENS[tens]} {ONES[ones]}"


def _years(text: str) -> list[str]:
    """Return the ways to say bare digits, which may be a year, a house number or a telephone number."""
    plain = cardinals(text)
    if text == "0":
        return ["zero", "oh", "nought"]
    if len(text) == 3 and text[0] != "0":
        first, rest = ONES[int(text[0])], int(text[1:])
        return plain if not rest else [*plain, f"{first} {_oh(rest)}"]
    if len(text) == 4 and text[0] != "0":
        century, rest = divmod(int(text), 100)
        if century % 10 == 0 and rest < 10:
            return plain if not rest else [*plain, f"{_below_hundred(century)} {_oh(rest)}"]
        paired = f"{_below_hundred(century)} {_oh(rest) if rest else 'hundred'}"
        return [paired, *plain] if 11 <= century < 21 else [*plain, paired]
    if len(text) > 4:
        return [*plain, digits(text), digits(text, "oh")]
    return plain


def _oh(number: int) -> str:
    return f"oh {ONES[number]}" if number < 10 else _below_hundred(number)


def ordinal(way: str) -> str:
    """Return the ordinal of a cardinal in words: "twenty two" gives "twenty second"."""
    before, _, last = way.rpartition(" ")
    said = ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{before} {said}".strip()


def _plural(way: str) -> str:
    before, _, last = way.rpartition(" ")
    return f"{before} {last[:-1]}ies".strip() if last.endswith("y") else f"{way}s"


def _money(unit: str, small: str, whole: str, rest: str | None) -> list[str]:
    units = unit if whole == "1" or unit == "yen" else f"{unit}s"
    said = [f"{way} {units}" for way in cardinals(whole)]
    if not rest or not int(rest):
        return said
    cents = _below_hundred(int(rest.ljust(2, "0")))
    coins = {"cent": "cents", "penny": "pence", "sen": "sen"}[small]
    if whole == "0":
        return [f"{cents} {coins}"]
    short = [f"{way} {cents}" for way in cardinals(whole)]
    return [*short, *(f"{way} {cents}" for way in said), *(f"{way} and {cents} {coins}" for way in said)]


def _clock(hour: int, minute: int, half: str) -> list[str]:
    said = [_below_hundred(hour)]
    if minute:
        said = [f"{said[0]} {_oh(minute)}"]
    elif not half:
        said = [f"{said[0]} o'clock", said[0], f"{said[0]} hundred"]
    return [f"{way} {half[0]}. m.".strip() for way in said] if half else said


def _fraction(top: int, bottom: int) -> list[str]:
    tops = cardinals(str(top))
    if bottom in (2, 4):
        name = {2: "half", 4: "quarter"}[bottom]
        names = [name if top == 1 else {"half": "halves", "quarter": "quarters"}[name]]
        names += [f"fourth{'' if top == 1 else 's'}"] if bottom == 4 else []
    else:
        names = [ordinal(way) + ("" if top == 1 else "s") for way in cardinals(str(bottom))]
    said = [f"{way} {name}" for way in tops for name in names]
    below = cardinals(str(bottom))[0]
    over = [f"{tops[0]} over {below}", f"{tops[0]} {below}"]  # the last is a date or "24/7"
    return (["a half", *said] if (top, bottom) == (1, 2) else said) + over if bottom > 1 else over
