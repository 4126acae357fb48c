"""The board's buttons, and what follows from them: the form, the preview, the pages."""

from typing import TYPE_CHECKING

import discord

from bot.domain.refusals import Reason, Refusal
from bot.services.drafting import Draft
from bot.services.holding import Submission
from bot.ui import poem_board
from bot.ui.actors import actor_of
from bot.ui.board import EXPORTS
from bot.ui.catalogue import msg
from bot.ui.reading import HITS_SIZE, LIST_SIZE, SHELVES, hit_page, list_page, query_of
from bot.ui.refusals import sentence
from bot.ui.replies import Interaction
from bot.ui.router import form_values
from bot.ui.verdicts import stopped
from bot.ui.writing import correct_form, preview, write_form
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot


class Board(QuireCog):
    """Handlers of everything that can be pressed on a story. Numbers are story ids and turn numbers."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("write", self.write, numbers=2, form=True)
        self.router.add("written", self.written, numbers=2)
        self.router.add("draft-submit", self.submit, numbers=3)
        self.router.add("draft-anyway", self.submit_anyway, numbers=3)
        self.router.add("draft-appeal", self.appeal, numbers=3)
        self.router.add("draft-edit", self.edit, numbers=1, form=True)
        self.router.add("draft-discard", self.discard, numbers=2)
        self.router.add("draft-restore", self.restore, numbers=2)
        self.router.add("pass", self.pass_turn, numbers=2)
        self.router.add("join", self.join, numbers=1)
        self.router.add("read", self.read, numbers=2)
        self.router.add("look", self.look, numbers=2)
        self.router.add("list", self.turn_list, numbers=2)
        self.router.add("hits", self.turn_hits, numbers=1)
        self.router.add("export", self.export, numbers=2)
        self.router.add("correct", self.correct, numbers=1, form=True)
        self.router.add("corrected", self.corrected, numbers=2)
        self.router.add("thread", self.open_thread, numbers=1)

    async def write(self, interaction: Interaction, story_id: int, _turn: int) -> None:
        """Open the form for one's turn; a draft can always be opened again."""
        draft = await self.claimed_draft(interaction, story_id)
        if draft.refusal is not None and not draft.text:
            raise draft.refusal
        await interaction.response.send_modal(write_form(draft, self.replies.say(interaction)))

    async def written(self, interaction: Interaction, story_id: int, turn: int) -> None:
        """Keep what came from the form, and show it; also for a form that outlived a restart."""
        text = form_values(interaction).get("text", "")
        draft = await self.services.writing.keep(actor_of(interaction), story_id, text)
        # If Edit was pressed on a preview, it is renewed.
        await self._show_draft(interaction, draft, late=_is_late(draft, turn))

    async def submit(self, interaction: Interaction, story_id: int, draft_id: int, turn: int) -> None:
        """Make the draft the next passage."""
        await self._submit(interaction, story_id, draft_id, turn)

    async def submit_anyway(self, interaction: Interaction, story_id: int, draft_id: int, turn: int) -> None:
        """Make the draft the next passage though its writer was warned."""
        await self._submit(interaction, story_id, draft_id, turn, anyway=True)

    async def appeal(self, interaction: Interaction, story_id: int, draft_id: int, turn: int) -> None:
        """Ask the moderators to look at a draft that the limits block."""
        await self.replies.acknowledge(interaction, answer=False)
        found = await self.services.writing.appeal(actor_of(interaction), story_id, draft_id, turn)
        await self._show_submitted(interaction, found)

    async def _submit(
        self, interaction: Interaction, story_id: int, draft_id: int, turn: int, *, anyway: bool = False
    ) -> None:
        await self.replies.acknowledge(interaction, answer=False)
        actor = actor_of(interaction)
        try:
            found = await self.services.writing.submit(actor, story_id, draft_id, turn, anyway=anyway)
        except Refusal as refusal:
            if refusal.reason is not Reason.LINE_TAKEN:
                raise
            await self._show_draft(interaction, await self.services.writing.draft(actor, story_id), late=True)
            return
        await self._show_submitted(interaction, found)

    async def _show_submitted(self, interaction: Interaction, found: Submission) -> None:
        record = found.record
        if not found.entered:
            if found.waits:
                self.publish_later(record)
            await self.replies.replace(interaction, **stopped(found, self.replies.say(interaction)))
            return
        if record.story.poem is None:
            done, mine = msg("Passage {number} is yours. Thank you.", number=record.story.passages), True
        else:
            done, mine = poem_board.done(record.story), poem_board.ends_in_own_line(record.story)
        await self.publish(interaction, record, done, correctable=mine)

    async def _show_draft(self, interaction: Interaction, draft: Draft, *, late: bool) -> None:
        """Show a draft; ``late``: it was written for a line of a poem that another wrote meanwhile."""
        say = self.replies.say(interaction)
        note = sentence(Refusal(Reason.LINE_TAKEN)) if late else None
        await self.replies.replace(interaction, note, **preview(draft, say))

    async def edit(self, interaction: Interaction, story_id: int) -> None:
        """Open the form with the draft in it."""
        draft = await self.services.writing.draft(actor_of(interaction), story_id)
        await interaction.response.send_modal(write_form(draft, self.replies.say(interaction)))

    async def restore(self, interaction: Interaction, story_id: int, draft_id: int) -> None:
        """Take the draft again whose place another took."""
        draft = await self.services.writing.restore(actor_of(interaction), story_id, draft_id)
        await self.replies.replace(interaction, **preview(draft, self.replies.say(interaction)))

    async def discard(self, interaction: Interaction, story_id: int, draft_id: int) -> None:
        """Throw the draft away."""
        record = await self.services.writing.discard(actor_of(interaction), story_id, draft_id)
        self.publish_later(record)
        await self.replies.replace(interaction, msg("Your draft is gone; the turn is as it was."))

    async def pass_turn(self, interaction: Interaction, story_id: int, turn: int) -> None:
        """Hand the turn on."""
        await self.replies.acknowledge(interaction)
        record = await self.services.stories.pass_turn(actor_of(interaction), story_id, turn)
        await self.publish(interaction, record, msg("You have passed; the turn has moved on."))

    async def join(self, interaction: Interaction, story_id: int) -> None:
        """Join the story."""
        await self.replies.acknowledge(interaction)
        record = await self.services.stories.join(actor_of(interaction), story_id)
        await self.publish(interaction, record, await self.welcome(record))

    async def correct(self, interaction: Interaction, story_id: int) -> None:
        """Open the form to correct one's last passage in."""
        actor = actor_of(interaction)
        passage = await self.services.writing.last_passage(actor, story_id)
        record = await self.services.reading.get(actor, story_id)
        form = correct_form(story_id, record.story.title, passage, self.replies.say(interaction))
        await interaction.response.send_modal(form)

    async def corrected(self, interaction: Interaction, story_id: int, passage_id: int) -> None:
        """Give the passage the text from the form."""
        text = form_values(interaction).get("text", "")
        await self.replies.acknowledge(interaction)
        record = await self.services.writing.correct(actor_of(interaction), story_id, passage_id, text)
        done = msg("Corrected; the text before is kept in the record.")
        done = await self.with_warning(interaction, record, text, done)
        await self.publish(interaction, record, done)

    async def read(self, interaction: Interaction, story_id: int, page: int) -> None:
        """Show a page: privately from the board, in place of the page before it from a page."""
        await self.show_page(interaction, story_id, page)

    async def look(self, interaction: Interaction, story_id: int, page: int) -> None:
        """Show a moderator what a folded story hides; it is noted that they looked."""
        await self.show_look(interaction, story_id, page)

    async def turn_list(self, interaction: Interaction, shelf: int, page: int) -> None:
        """Show another page of the server's stories."""
        which = SHELVES[min(shelf, len(SHELVES) - 1)]
        found = await self.services.reading.page(actor_of(interaction), page, LIST_SIZE, which)
        embed, view = list_page(found, self.replies.say(interaction))
        await self.replies.replace(interaction, embed=embed, view=view)

    async def turn_hits(self, interaction: Interaction, page: int) -> None:
        """Show another page of what a search found; its words stand in the page's title."""
        query = query_of(interaction.message)
        found = await self.services.reading.search(actor_of(interaction), query, page, HITS_SIZE)
        embed, view = hit_page(found, query, self.replies.say(interaction))
        await self.replies.replace(interaction, embed=embed, view=view)

    async def export(self, interaction: Interaction, story_id: int, kind: int) -> None:
        """Send the story as a file."""
        await self.replies.acknowledge(interaction)
        await self.send_export(interaction, story_id, EXPORTS[min(kind, len(EXPORTS) - 1)])

    async def open_thread(self, interaction: Interaction, story_id: int) -> None:
        """Bring the story's thread up to date, opening a new one if it is gone."""
        await self.replies.acknowledge(interaction)
        actor, here = actor_of(interaction), interaction.channel
        record = await self.services.reading.get(actor, story_id)
        parent = here.parent if isinstance(here, discord.Thread) else here
        channel_id = parent.id if isinstance(parent, discord.TextChannel) else None
        if not await self.services.house.may_host(actor, record):
            channel_id = None  # where a story goes on is its host's to say
        thread = await self.bot.publisher.reopen(actor.guild_id, story_id, channel_id)
        await self.replies.replace(interaction, msg("Here it is: {thread}", thread=thread.mention))


def _is_late(draft: Draft, turn: int) -> bool:
    story = draft.story.story
    return story.claimless and story.turn is not None and story.turn.number != turn


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Board(bot))
