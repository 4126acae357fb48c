"""Where sentences end and what is said aloud, in the punctuation of many languages. Pure functions."""

import re
from collections.abc import Iterator

_AFTER_WIDE = "」』”’）】〉》)"
_CLOSERS = "\"'”’»«›‹“‘)\\]」』）】〉》*_"
_END = re.compile(
    rf"(?:[.!?…؟۔।॥።။។։‽]+|(?<=[Ͱ-Ͽἀ-῿]);)(?:[\u00a0\u202f ]?»|[{_CLOSERS}])*(?=\s|\Z)"
    rf"|[。！？｡．]+[{_AFTER_WIDE}]*"
    r"|[—–―][\"”“»«」』]+(?=\n|\Z)"  # somebody is interrupted
)
_NO_END = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|prof|vs|etc|e\.g|i\.e)|(?:^|\s)(?-i:[A-HJ-Z]))\.\Z", re.IGNORECASE
)
# Thai and Lao part sentences by a space, and have no mark for it.
_UNMARKED = re.compile(r"[\u0e00-\u0eff]")
_GAP = re.compile(r"(?<=[\u0e00-\u0eff])(?=\s|\Z)")

# What closes speech that each mark opens. »…« is German, »…» Swedish, „…” Polish, ”…” Swedish.
_CLOSED_BY = {
    '"': '"',
    "“": "”",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
}
_MARK_OR_PARAGRAPH = re.compile(rf"[{''.join({*_CLOSED_BY, *''.join(_CLOSED_BY.values())})}]|\n(?=\n)")
_ONLY_OPENS = frozenset("„“「『«‹")
_BEFORE_SPEECH = frozenset("([{—–―-*_:¿¡‘'")
_FEET = re.compile(r"\d['’′]\d{1,2}\Z")
_SINGLE = re.compile(r"(?<!\w)['‘](?=\S)[^\n]*?[,.!?…—–]['’](?!\w)")
"""Speech in single marks ends in a point of its own; other such marks are apostrophes ('twas, dogs')."""
_DASHED = re.compile(r"^[ \t]*(?:[—–―]|-(?=[ \t]))[^\n]*", re.MULTILINE)


def sentence_ends(text: str) -> list[int]:
    """Return where sentences end outside of speech, as indices just after their last character.

    A text that is mostly in a script without marks for it ends wherever a space does.
    """
    ends = _GAP if len(_UNMARKED.findall(text)) * 2 > sum(map(str.isalpha, text)) else _END
    speech = list(_marked(text))
    return [
        found.end()
        for found in ends.finditer(text)
        if not _NO_END.search(text, max(0, found.start() - 6), found.start() + 1)
        and not any(begin < found.end() < end for begin, end in speech)
    ]


def without_speech(text: str) -> str:
    """Return ``text`` with a space for whatever somebody says in it: between quotation marks, or after a dash
    at a line's start. Speech that is still open reaches to the end of its paragraph."""
    kept, at = [], 0
    for begin, end in sorted((*_marked(text), *(found.span() for found in _SINGLE.finditer(text)))):
        kept.append(text[at:begin])
        at = max(at, end)
    return _DASHED.sub(" ", " ".join((*kept, text[at:])))


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Yield where speech between double marks begins and ends (with its marks).

    Speech that goes on over paragraphs opens again in each and is closed once; what is never closed ends
    past its paragraph.
    """
    begin, closers = -1, ""
    for found in _MARK_OR_PARAGRAPH.finditer(text):
        at, mark = found.start(), found[0]
        if begin < 0:
            if mark in _CLOSED_BY and _opens(text, at):
                begin, closers = at, _CLOSED_BY[mark]
        elif mark in closers and not (mark == text[begin] and _begins_line(text, at)):
            if not (mark == '"' and _is_inch(text, at)):
                yield begin, at + 1
                begin = -1
        elif mark == "\n":
            yield begin, at + 1
            begin = -1
    if begin >= 0:
        yield begin, len(text) + 1


def _opens(text: str, at: int) -> bool:
    """Tell whether a mark opens speech where none is open, or is a stray one, or an inch."""
    if text[at] in _ONLY_OPENS:
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _BEFORE_SPEECH) and bool(after.strip())


def _begins_line(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].strip() == "" and text[at + 1 : at + 2].strip() != ""


def _is_inch(text: str, at: int) -> bool:
    """Tell whether a mark after feet (6'2") is no end of the speech: another mark in its paragraph is."""
    paragraph = text[at + 1 :].partition("\n\n")[0]
    return _FEET.search(text, max(0, at - 6), at) is not None and '"' in paragraph
