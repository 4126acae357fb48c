import io
import struct
from datetime import timedelta
from typing import Any

import pytest
import typst

from bot.domain.statistics import Share, Statistics
from bot.export import chart, press, typesetting
from tests.unit.export import evil
from tests.unit.export.reading import pdf_text
from tests.unit.export.samples import CHART

HAND, MUSE, PAPER = (0x2F, 0x6F, 0x73), (0xD9, 0x90, 0x3D), (0xFB, 0xF7, 0xEF)


def figures(*writers: tuple[int, int]) -> Statistics:
    """Statistics of writers with so many words, and so many of them the muse's."""
    shares = tuple(Share(number, 1, words, muse) for number, (words, muse) in enumerate(writers))
    words, muse = sum(words for words, _ in writers), sum(muse for _, muse in writers)
    return Statistics(shares, len(writers), words, muse, 0, timedelta(days=2), 5)


def names(count: int) -> dict[int, str]:
    return {number: f"Writer-{number}" for number in range(count)}


@pytest.fixture
def as_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw as PDF, whose words can be read back."""
    press_it = typesetting._ask

    def ask(order: dict[str, Any]) -> bytes:
        return press_it({**order, "form": "pdf"})

    monkeypatch.setattr(typesetting, "_ask", ask)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_picture_is_twice_discords_width_and_as_high_as_it_must_be() -> None:
    few, many = (size(chart.render(figures(*[(9, 3)] * count), names(count), CHART)) for count in (1, 40))
    assert few[0] == many[0] == 1100
    assert 300 < few[1] < many[1] < 1300


def test_bars_are_as_long_as_the_words_are_many() -> None:
    image = pytest.importorskip("PIL.Image", reason="the demo extra is not installed")
    png = chart.render(figures((400, 100), (200, 0), (100, 100)), names(3), CHART)
    picture = image.open(io.BytesIO(png)).convert("RGB")
    assert picture.getpixel((5, 5)) == PAPER
    rows = []
    for y in range(picture.height):
        row = [picture.getpixel((x, y)) for x in range(300, 820)]
        rows.append((row.count(HAND), row.count(MUSE)))
    bars = [row for row, before in zip(rows[1:], rows, strict=False) if max(row) > 50 and max(before) <= 50]
    whole = sum(bars[0])
    assert [(round(hand / whole, 1), round(muse / whole, 1)) for hand, muse in bars] == [
        (0.8, 0.2),
        (0.5, 0),
        (0, 0.2),
    ]


@pytest.mark.usefixtures("as_pdf")
def test_twelve_are_named_and_the_rest_are_one() -> None:
    writers = [(100 - number, 0) for number in range(15)]
    text = pdf_text(chart.render(figures(*writers), names(15), CHART, title="The Tide"))
    assert [f"Writer-{number}" in text for number in range(15)] == [True] * 12 + [False] * 3
    assert "3 others" in text
    assert f"{88 + 87 + 86} words" in text
    assert "The Tide" in text
    assert "by the muse" not in text


@pytest.mark.usefixtures("as_pdf")
def test_thirteen_writers_and_the_figures_below() -> None:
    text = pdf_text(chart.render(figures(*[(10, 1)] * 12), names(12), CHART))
    assert "others" not in text
    for part in (
        "by hand",
        "by the muse",
        "120 words in 12 passages",
        "6.0 passages a day",
        "5 turns in a row",
    ):
        assert part in text


def test_a_story_without_words_has_a_picture() -> None:
    assert size(chart.render(figures(), {}, CHART))[0] == 1100
    assert size(chart.render(figures((0, 0)), {}, CHART))[0] == 1100


@pytest.mark.usefixtures("as_pdf")
def test_long_names_are_cut() -> None:
    text = pdf_text(chart.render(figures((5, 0)), {0: "a name too long to be shown in full"}, CHART))
    assert "a name too" in text
    assert "in full" not in text
    assert "…" in text


@pytest.mark.parametrize("name", [*evil.HOSTILE, "x" * 4000, ""])
def test_names_and_titles_may_be_anything(name: str) -> None:
    assert size(chart.render(figures((5, 2)), {0: name}, CHART, title=name, language="ar"))[0] == 1100


def test_no_letter_is_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(order: dict[str, Any]) -> bytes:
        return press.set_type({**order, "form": "pdf"}, typst.Fonts(), archival=True)

    monkeypatch.setattr(typesetting, "_ask", ask)
    assert chart.render(figures((5, 2)), names(1), CHART, title="Ħ — “…” Ж ω")
