"""Numbers as they are said. Each function returns the ways to say something, as words with spaces."""

import re

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}
_CURRENCIES = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent"), "¥": ("yen", "sen")}
_FRACTIONS = {"½": "one half", "¼": "one quarter", "¾": "three quarters", "⅓": "one third", "⅔": "two thirds"}
SIGNS = {"&": "and", "+": "plus", "=": "equals", "@": "at", "%": "percent", "°": "degrees"}
_MOST = 15  # digits that are read as one number; more are read one by one
_LONGEST = 60  # digits that are read at all

PATTERN = re.compile(
    r"[$£€¥]\d[\d,]*(?:\.\d\d?)?|\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|'?\d0s\b|\d{3}0s\b|"
    r"\d[\d,]*(?:st|nd|rd|th)\b|\d+/\d+|\d[\d,]*(?:\.\d+)?%?|[½¼¾⅓⅔]|[&+=@%°]",
    re.IGNORECASE,
)
"""What is said as a number."""


def said(text: str) -> list[str]:
    """Return the ways to say what ``PATTERN`` found, the most usual first."""
    text = text.lower()
    if text in SIGNS:
        return [SIGNS[text]]
    if text in _FRACTIONS:
        return [_FRACTIONS[text]]
    if text[0] in _CURRENCIES:
        return _money(text)
    if ":" in text or re.search(r"[ap]\.?m", text):
        return _time(text)
    if text.endswith("0s"):
        return _decade(text.strip("'s"))
    if match := re.fullmatch(r"([\d,]+)(?:st|nd|rd|th)", text):
        return [_ordinal(way) for way in cardinal(match[1].replace(",", ""))]
    if "/" in text:
        above, below = text.split("/")
        return [f"{one} over {two}" for one in cardinal(above)[:1] for two in cardinal(below)[:1]]
    ending = " percent" if text.endswith("%") else ""
    whole, _, part = text.rstrip("%").partition(".")
    plain = whole.replace(",", "")
    ways = cardinal(plain)
    if part:
        return [f"{way} point {_digits(part)}{ending}" for way in ways]
    if not ending and "," not in whole and len(plain) == 4 and plain[0] in "123456789":
        ways = [*_year(int(plain)), *ways]
    return [way + ending for way in dict.fromkeys(ways)]


def cardinal(digits: str) -> list[str]:
    """Return a number in words, without and with "and"; digit by digit where it is long or begins with 0."""
    if len(digits) > _MOST or (digits.startswith("0") and len(digits) > 1):
        return [_digits(digits)]
    number = int(digits)
    return list(dict.fromkeys((_cardinal(number, ""), _cardinal(number, "and "))))


def _digits(digits: str) -> str:
    return " ".join(_ONES[int(digit)] for digit in digits[:_LONGEST] if digit.isascii() and digit.isdigit())


def _cardinal(number: int, joint: str) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" {joint}{_cardinal(number % 100, joint)}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{rest}"
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    left = number % size
    tail = f" {joint if left < 100 else ''}{_cardinal(left, joint)}" if left else ""
    return f"{_cardinal(number // size, joint)} {name}{tail}"


def _ordinal(words: str) -> str:
    before, _, last = words.rpartition(" ")
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{before} {last}".strip()


def _year(year: int) -> list[str]:
    century, rest = divmod(year, 100)
    if century % 10 == 0:
        return []  # 2005, 1000: as a number
    if rest == 0:
        return [f"{_cardinal(century, '')} hundred"]
    low = f"oh {_ONES[rest]}" if rest < 10 else _cardinal(rest, "")
    return [f"{_cardinal(century, '')} {low}"]


def _decade(digits: str) -> list[str]:
    tens = _TENS[int(digits[-2])] if digits[-2] not in "01" else {"1": "ten", "0": "hundred"}[digits[-2]]
    plural = f"{tens[:-1]}ies" if tens.endswith("y") else f"{tens}s"
    return [f"{_cardinal(int(digits[:-2]), '')} {plural}"] if len(digits) > 2 else [plural]


def _time(text: str) -> list[str]:
    numbers = re.findall(r"\d+", text)
    half = f" {found[1]} m" if (found := re.search(r"([ap])\.?m", text)) else ""
    hour = _cardinal(int(numbers[0]), "")
    if len(numbers) == 1:
        return [hour + half]
    minutes = int(numbers[1])
    if minutes == 0:
        return [hour + half] if half else [f"{hour} o'clock", f"{hour} hundred"]
    return [f"{hour} {'oh ' if minutes < 10 else ''}{_cardinal(minutes, '')}{half}"]


def _money(text: str) -> list[str]:
    name, small = _CURRENCIES[text[0]]
    whole, _, part = text[1:].replace(",", "").partition(".")
    plural = name if name in ("yen",) or whole == "1" else f"{name}s"
    ways = [f"{way} {plural}" for way in cardinal(whole)]
    if not part.strip("0"):
        return ways
    cents = _cardinal(int(part.ljust(2, "0")), "")
    return [*(f"{way} {cents}" for way in ways), *(f"{way} and {cents} {small}s" for way in ways)]
