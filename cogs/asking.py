"""How a story is asked about: answered at once, growing in a private message, ending in a choice."""

from collections.abc import Coroutine
from typing import Any

from bot.domain.refusals import Reason, Refusal
from bot.generation.floor import spoiled
from bot.services.cowriting import SHOWN
from bot.services.proposing import Made
from bot.ui.actors import actor_of
from bot.ui.catalogue import msg
from bot.ui.proposals import offered, own_turn, seen, ways_on
from bot.ui.replies import Interaction
from bot.ui.router import button, buttons
from cogs.base import QuireCog
from cogs.growing import answer_growing


async def ask_story(
    cog: QuireCog,
    interaction: Interaction,
    story_id: int,
    *,
    hint: str = "",
    words: int | None = None,
    replacing: bool = False,
) -> None:
    """Ask how a story goes on; in the muse's own turn, show its host what it wrote, unless they ask for more.

    ``replacing`` lets the answer grow in the private message whose button was pressed.
    """
    actor, say = actor_of(interaction), cog.replies.say(interaction)
    plain = not (hint or words or replacing)
    if plain and await cog.services.muse_turns.decides(actor, story_id):
        await _show_own_turn(cog, interaction, story_id)
        return
    try:
        asked = await cog.services.cowriting.ask(actor, story_id, hint=hint, words=words)
    except Refusal as refusal:
        if refusal.reason is not Reason.MUSE_NO_VERSE:
            raise
        await _ask_line(cog, interaction, story_id, hint)
        return
    view_of_story = seen(asked.seen, say)

    async def finish(made: Made) -> dict[str, Any] | None:
        offer = await cog.services.cowriting.record(actor, asked, made)
        return offered(offer, say, view_of_story) if offer is not None else None

    def veil(text: str) -> str:
        return "" if spoiled(text, asked.seen.texts) or not asked.screen.lets(text) else text

    def work(number: int) -> Coroutine[Any, Any, bool]:
        edit = cog.replies.editor(interaction)
        ways = ways_on(asked.record, asked.ask_id, asked.earlier, say)
        return cog.bot.grower.grow(interaction, number, edit, finish, shown=SHOWN, veil=veil, ways=ways)

    await answer_growing(
        cog, interaction, asked.streams, work, name="proposal", note=view_of_story, replacing=replacing
    )


async def _ask_line(cog: QuireCog, interaction: Interaction, story_id: int, hint: str) -> None:
    """Ask for the next line of a poem; what fits is offered as any proposal is."""
    await cog.replies.acknowledge(interaction, answer=False)
    say, work = (
        cog.replies.say(interaction),
        cog.services.line_asking.propose(actor_of(interaction), story_id, hint),
    )
    offer = await cog.services.waiting.wait(work, "lines of a poem")
    if offer is not None:
        await cog.replies.replace(interaction, **offered(offer, say))
        return
    again = buttons(button("muse-again", story_id, label=say(msg("Again"))))
    text = msg("The muse found no line that fits this time; ask again, or write it yourselves.")
    await cog.replies.replace(interaction, text, view=again)


async def _show_own_turn(cog: QuireCog, interaction: Interaction, story_id: int) -> None:
    found = await cog.services.muse_turns.written(actor_of(interaction), story_id)
    if found is None:
        await cog.replies.send(interaction, msg("The muse is still writing; come back in a moment."))
    else:
        await cog.replies.send(interaction, **own_turn(found, cog.replies.say(interaction)))
