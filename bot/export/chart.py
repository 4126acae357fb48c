"""A story's figures as a picture, to be read in a chat window."""

from collections.abc import Mapping
from typing import Any

from bot.domain.statistics import Share, Statistics
from bot.export import prose, typesetting
from bot.export.breaking import breakable
from bot.export.manuscript import ChartWording
from bot.export.scripts import is_right_to_left, runs_right_to_left

MOST_NAMED = 12  # writers with a bar of their own
_PIXELS_PER_POINT = 1100 / 412.5  # twice the width at which Discord shows a picture, for the page's width


def render(
    statistics: Statistics,
    names: Mapping[int, str],
    wording: ChartWording,
    title: str = "",
    language: str = "en",
) -> bytes:
    """Return a PNG, 1,100 pixels wide, which brings its own background.

    It shows how many words each writer signed, most words first, and how many of them the muse had a hand in;
    those of the writers after the twelfth are one bar. Under them stand length, pace and the longest streak.
    ``title`` is the story's; ``language``, a BCP 47 tag, is the wording's.

    Raises:
        TypesettingError: it could not be drawn.
    """
    shares = sorted(statistics.shares, key=lambda share: -share.words)
    rows = [_row(names.get(share.member_id, "?"), share, wording) for share in shares[:MOST_NAMED]]
    if rest := shares[MOST_NAMED:]:
        rows.append(_row(wording.others(len(rest)), _sum(rest), wording))
    data = {
        "rtl": is_right_to_left(language),
        "title": _line(wording.title),
        "story": _line(title),
        "rows": rows,
        "most": max([row["words"] for row in rows], default=0) or 1,
        "muse": statistics.muse_words,
        "by-hand": _line(wording.by_hand),
        "by-muse": _line(wording.by_muse),
        "facts": [
            _line(wording.length(statistics.words, statistics.passages)),
            _line(wording.pace(statistics.passages_per_day)),
            _line(wording.streak(statistics.streak)),
        ],
    }
    return typesetting.typeset("chart", data, "png", tag=language, ppi=72 * _PIXELS_PER_POINT)


def _row(name: str, share: Share, wording: ChartWording) -> dict[str, Any]:
    return {
        "name": _line(name),
        "words": share.words,
        "muse": share.muse_words,
        "count": _line(wording.words(share.words)),
    }


def _sum(shares: list[Share]) -> Share:
    return Share(
        member_id=0,
        passages=sum(share.passages for share in shares),
        words=sum(share.words for share in shares),
        muse_words=sum(share.muse_words for share in shares),
    )


def _line(text: str) -> dict[str, Any]:
    return {"s": breakable(prose.one_line(text)), "rtl": runs_right_to_left(text)}
