"""Stories and words to export, made by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.passages import Origin, Passage
from bot.domain.statistics import Share, Statistics
from bot.domain.text import count_words
from bot.export.manuscript import ChartWording, Manuscript, Wording

ADA, BASHO, NOOR = 1, 2, 3
NAMES = {ADA: "Ada", BASHO: "Bashō", NOOR: "نور"}
BEGUN = datetime(2026, 3, 1, 18, 30, 0, 123456, tzinfo=UTC)

SCRIPTS = {
    "zh": "从前有一座山，山里有一座庙，庙里有一个老和尚。",
    "ja": "むかしむかし、あるところに、おじいさんとおばあさんが住んでいました。",
    "ko": "옛날 옛적에 호랑이가 담배를 피우던 시절이 있었습니다.",
    "ar": "كان يا ما كان، في قديم الزمان، بحّارٌ يعرف أسماء النجوم.",
    "he": "היה הייתה פעם נערה שידעה את שמות הכוכבים.",
    "hi": "एक समय की बात है, एक नाविक सितारों के नाम जानता था।",
    "th": "กาลครั้งหนึ่งนานมาแล้ว มีกะลาสีคนหนึ่งรู้จักชื่อดวงดาว",
    "el": "Μια φορά κι έναν καιρό ήταν ένας ναύτης.",
    "ru": "Жил-был моряк, который знал имена звёзд.",
    "emoji": "🌊 👩‍👩‍👧 👩🏽‍🚀 🏳️‍🌈 ❤️ 🇫🇷",
}

WORDING = Wording(
    to_be_continued="To be continued.",
    credits="Credits",
    muse="The muse's part",
    redacted="A passage was taken out by a moderator.",
    contents="Contents",
    share=lambda name, words: f"{name}: {words} words",
    begun=lambda at: f"Begun on {at.date().isoformat()}. Written with Quire.",
    finished=lambda at: f"Finished on {at.date().isoformat()}.",
    hand=lambda passage, name: (
        f"Passage {passage.position}: {passage.origin} by {name} (receipt {passage.receipt_id})"
    ),
    line=lambda passage, name: f"Line {passage.position}: {passage.origin} by {name}",
    by=lambda names: "by " + ", ".join(names),
)

CHART = ChartWording(
    title="The story in figures",
    by_hand="by hand",
    by_muse="by the muse",
    words=lambda words: f"{words:,} words",
    pace=lambda pace: f"{pace:.1f} passages a day",
    streak=lambda turns: f"{turns} turns in a row",
    length=lambda words, passages: f"{words:,} words in {passages:,} passages",
    others=lambda writers: f"{writers} others",
)


def passage(
    position: int, text: str, member_id: int = ADA, muse: bool = False, redacted: bool = False
) -> Passage:
    return Passage(
        position=position,
        member_id=member_id,
        text="" if redacted else text,
        words=0 if redacted else count_words(text),
        origin=Origin.MUSE_EDITED if muse else Origin.HUMAN,
        receipt_id=position if muse else None,
        created_at=BEGUN + timedelta(hours=7 * position),
        id=position,
        redacted=redacted,
    )


def manuscript(
    *passages: Passage | str, title: str = "The Tide", finished: bool = True, language: str = "en"
) -> Manuscript:
    story = tuple(
        passage(at, part, (ADA, BASHO, NOOR)[at % 3 - 1]) if isinstance(part, str) else part
        for at, part in enumerate(passages, start=1)
    )
    return Manuscript(
        title=title,
        number=7,
        started_at=BEGUN,
        finished_at=BEGUN + timedelta(days=9) if finished else None,
        passages=story,
        names=NAMES,
        statistics=figures(story),
        language=language,
    )


def figures(passages: Sequence[Passage]) -> Statistics:
    writers = dict.fromkeys(part.member_id for part in passages)
    shares = []
    for writer in writers:
        own = [part for part in passages if part.member_id == writer]
        muse = [part for part in own if part.origin is not Origin.HUMAN]
        shares.append(Share(writer, len(own), sum(p.words for p in own), sum(p.words for p in muse)))
    return Statistics(
        shares=tuple(shares),
        passages=len(passages),
        words=sum(share.words for share in shares),
        muse_words=sum(share.muse_words for share in shares),
        changed_words=0,
        lasted=timedelta(days=9),
        streak=len(passages),
    )


def named(story: Manuscript, **names: str) -> Manuscript:
    return replace(story, names={**story.names, **{int(key[1:]): name for key, name in names.items()}})
