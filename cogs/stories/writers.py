"""Taking part in a story: join, leave, pass, away, back, write, correct, characters."""

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.characters import NAME_LIMIT
from bot.domain.dates import until as day_of
from bot.domain.names import PEN_NAME_LIMIT
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import WriterState
from bot.storage.records import StoryRecord
from bot.ui.actors import actor_naming, actor_of
from bot.ui.catalogue import Text, msg, msgs
from bot.ui.files import text_of
from bot.ui.markdown import literal
from bot.ui.replies import Interaction
from bot.ui.standing import stamp
from bot.ui.writing import correct_form, preview, write_form
from cogs.base import QuireCog, complete_story
from cogs.stories.group import WHICH, story_group


class Writers(QuireCog):
    """What writers do."""

    @story_group.command(description=T("Join a story; your turn will come round"))
    @app_commands.describe(story=WHICH, pen_name=T("A name to write under in this story"))
    @app_commands.autocomplete(story=complete_story)
    async def join(
        self,
        interaction: Interaction,
        story: int | None = None,
        pen_name: Range[str, 1, PEN_NAME_LIMIT] | None = None,
    ) -> None:
        """Join."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        actor = await actor_naming(interaction, pen_name)
        record = await self.services.stories.join(actor, record.id, pen_name)
        await self.publish(interaction, record, await self.welcome(record))

    @story_group.command(description=T("Leave a story; what you wrote stays in it"))
    @app_commands.describe(story=WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def leave(self, interaction: Interaction, story: int | None = None) -> None:
        """Leave."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.stories.leave(actor_of(interaction), record.id)
        await self.publish(
            interaction, record, msg("You have left the story; you can join again at any time.")
        )

    @story_group.command(name="pass", description=T("Hand your turn to the next writer"))
    @app_commands.describe(story=WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def pass_turn(self, interaction: Interaction, story: int | None = None) -> None:
        """Pass."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.stories.pass_turn(actor_of(interaction), record.id)
        await self.publish(interaction, record, msg("You have passed; the turn has moved on."))

    @story_group.command(description=T("Step out of a story for a while, or of all your stories here"))
    @app_commands.describe(
        until=T("Until when: a day such as 2026-05-17, or 3d; without it, until /story back"),
        story=T("Which story; left out outside a story's thread, all of yours"),
    )
    @app_commands.autocomplete(story=complete_story)
    async def away(
        self,
        interaction: Interaction,
        until: Range[str, 1, 20] | None = None,
        story: int | None = None,
    ) -> None:
        """Go away."""
        await self.replies.acknowledge(interaction)
        actor = actor_of(interaction)
        day = day_of(until, await self.services.preferences.now(actor.user_id)) if until else None
        ids = await self._meant(interaction, story, WriterState.ACTIVE, WriterState.AWAY)
        records = [await self.services.stories.away(actor, story_id, day) for story_id in ids]
        if day is None:
            done = msg("You are away; /story back takes you in again.")
        else:
            done = msg("You are away until {day}; I take you in again then.", day=stamp(day))
        await self._publish_all(interaction, records, done)

    @story_group.command(description=T("Come back to a story, or to all your stories here"))
    @app_commands.describe(story=T("Which story; left out outside a story's thread, all of yours"))
    @app_commands.autocomplete(story=complete_story)
    async def back(self, interaction: Interaction, story: int | None = None) -> None:
        """Come back."""
        await self.replies.acknowledge(interaction)
        actor = actor_of(interaction)
        ids = await self._meant(interaction, story, WriterState.AWAY)
        records = [await self.services.stories.back(actor, story_id) for story_id in ids]
        await self._publish_all(interaction, records, msg("Welcome back; your turn will come round."))

    @story_group.command(description=T("Write your turn: in a form, as text, or as a file"))
    @app_commands.describe(
        story=WHICH,
        text=T("Your passage; leave it out to write in a form"),
        file=T("Your passage as a .txt or .md file"),
    )
    @app_commands.autocomplete(story=complete_story)
    async def write(
        self,
        interaction: Interaction,
        story: int | None = None,
        text: str | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Open the form, or take the text and show its preview."""
        actor, say = actor_of(interaction), self.replies.say(interaction)
        record = await self.find(interaction, story)
        if text is None and file is None:
            draft = await self.claimed_draft(interaction, record.id)
            if draft.refusal is not None and not draft.text:
                raise draft.refusal
            await interaction.response.send_modal(write_form(draft, say))
            return
        if text is not None:  # kept before Discord is told anything, which may fail
            draft = await self.services.writing.keep(actor, record.id, text)
            if file is not None:
                raise Refusal(Reason.TEXT_AND_FILE)
            await self.replies.send(interaction, **preview(draft, say))
            return
        await self.replies.acknowledge(interaction)
        draft = await self.services.writing.keep(actor, record.id, await text_of(file))
        await self.replies.replace(interaction, **preview(draft, say))

    @story_group.command(description=T("Correct your last passage, until the next one is written"))
    @app_commands.describe(
        story=WHICH, text=T("The passage as it should be; leave it out to correct it in a form")
    )
    @app_commands.autocomplete(story=complete_story)
    async def correct(
        self, interaction: Interaction, story: int | None = None, text: str | None = None
    ) -> None:
        """Open the form, or take the text."""
        actor = actor_of(interaction)
        record = await self.find(interaction, story)
        passage = await self.services.writing.last_passage(actor, record.id)
        if text is None:
            form = correct_form(record.id, record.story.title, passage, self.replies.say(interaction))
            await interaction.response.send_modal(form)
            return
        await self.replies.acknowledge(interaction)
        record = await self.services.writing.correct(actor, record.id, passage.id, text)
        await self.publish(interaction, record, msg("Corrected; the text before is kept in the record."))

    @story_group.command(description=T("Name a character as yours; the muse does not speak for it"))
    @app_commands.describe(
        story=WHICH, name=T("The character's name"), release=T("Give the character up instead (no)")
    )
    @app_commands.autocomplete(story=complete_story)
    async def character(
        self,
        interaction: Interaction,
        name: Range[str, 1, NAME_LIMIT],
        story: int | None = None,
        release: bool = False,
    ) -> None:
        """Claim or release a character."""
        record = await self.find(interaction, story)
        characters, actor = self.services.characters, actor_of(interaction)
        act = characters.release if release else characters.claim
        owners = await act(actor, record.id, name)
        mine = ", ".join(literal(one) for one, owner in owners.items() if owner == actor.user_id)
        if mine:
            text = msg("Your characters here: {names}. The muse does not speak for them.", names=mine)
        else:
            text = msg("You have no characters here; the muse may speak for anyone.")
        await self.replies.send(interaction, text)

    async def _meant(self, interaction: Interaction, number: int | None, *states: WriterState) -> list[int]:
        """Return the story that is meant; outside a story's thread, all of the member's in those states.

        Raises:
            Refusal: there is none.
        """
        actor = actor_of(interaction)
        if number is not None:
            return [(await self.find(interaction, number)).id]
        try:
            return [(await self.find(interaction, None)).id]
        except Refusal:
            mine = await self.services.stories.mine(actor, *states)
            if not mine:
                raise Refusal(Reason.NO_STORIES_OF_YOURS) from None
            return mine

    async def _publish_all(self, interaction: Interaction, records: list[StoryRecord], done: Text) -> None:
        if len(records) == 1:
            await self.publish(interaction, records[0], done)
            return
        for record in records:
            self.publish_later(record)
        all_of_them = msgs("In {count} story.", "In {count} stories.", len(records))
        await self.replies.replace(interaction, msg("{done} {where}", done=done, where=all_of_them))
