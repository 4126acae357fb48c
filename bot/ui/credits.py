"""A finished story's credits: in words on its board, and as a picture."""

from io import BytesIO

from bot.domain.statistics import Share, Statistics
from bot.export import chart
from bot.export.manuscript import ChartWording
from bot.services.threads import ThreadView
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.people import byline, signed

_NAMED = 12


def credit_lines(view: ThreadView, say: Say) -> list[str]:
    """Return who wrote how much, for the board of a finished story; empty before."""
    figures = view.statistics
    if figures is None:
        return []
    shown = _figures(figures, say)[:1] if view.poem is not None else _figures(figures, say)
    rows = [say(msg("**Credits**")), "-# " + "  ·  ".join(shown)]
    for share in figures.shares[:_NAMED]:
        rows.append(say(_share(view, share, signed(share.member_id, view.names, say))))
    if (more := len(figures.shares) - _NAMED) > 0:
        rows.append("- " + say(msgs("and {count} more", "and {count} more", more)))
    return rows


def _share(view: ThreadView, share: Share, name: str) -> Text:
    if view.poem is None:
        return msgs("- {name}: {count} word", "- {name}: {count} words", share.words, name=name)
    if view.record.story.claimless:
        return msgs("- {name}: {count} line", "- {name}: {count} lines", share.passages, name=name)
    return msgs("- {name}: {count} link", "- {name}: {count} links", share.passages, name=name)


def _figures(figures: Statistics, say: Say) -> list[str]:
    hand = round(100 * figures.hand_words / figures.words) if figures.words else 100
    share = say(msg("{hand} % by hand, {muse} % with the muse", hand=hand, muse=100 - hand))
    if figures.changed_words:
        changed = msgs("{count} word of its changed", "{count} words of its changed", figures.changed_words)
        share = f"{share} ({say(changed)})"
    return [
        share,
        say(msg("{pace} passages a day", pace=f"{figures.passages_per_day:.1f}")),
        say(msgs("{count} turn in a row unmissed", "{count} turns in a row unmissed", figures.streak)),
    ]


def picture(view: ThreadView, say: Say) -> BytesIO:
    """Return the picture of a finished story's figures as PNG. It takes a moment: not on the event loop."""
    assert view.statistics is not None  # asked for finished stories only
    names = {share.member_id: byline(share.member_id, view.names, say) for share in view.statistics.shares}
    return BytesIO(chart.render(view.statistics, names, _wording(view, say)))


def _wording(view: ThreadView, say: Say) -> ChartWording:
    return ChartWording(
        title=view.record.story.title,
        by_hand=say(msg("by hand")),
        by_muse=say(msg("with the muse")),
        words=lambda count: say(msgs("{count} word", "{count} words", count)),
        pace=lambda pace: say(msg("{pace} passages a day", pace=f"{pace:.1f}")),
        streak=lambda count: say(
            msgs("{count} turn in a row unmissed", "{count} turns in a row unmissed", count)
        ),
        others=lambda count: say(msgs("{count} other", "{count} others", count)),
        length=lambda words, passages: say(
            msg(
                "{passages}, {words}",
                passages=msgs("{count} passage", "{count} passages", passages),
                words=msgs("{count} word", "{count} words", words),
            )
        ),
    )
