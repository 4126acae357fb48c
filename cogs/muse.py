"""``/muse``: how the muse is doing; and what it proposes for stories."""

from typing import TYPE_CHECKING, Any

from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MUSE_ID
from bot.generation.muse import MuseState, MuseStatus, Receipt
from bot.ui.actors import actor_of
from bot.ui.catalogue import Text, msg, msgs
from bot.ui.growing import waiting
from bot.ui.proposals import edit_form, own_turn, proposed
from bot.ui.replies import Interaction
from bot.ui.router import form_values
from bot.ui.writing import preview
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot


class Muse(QuireCog, name="muse"):
    """The commands of ``/muse``, and the buttons of its proposals."""

    group = app_commands.Group(
        name="muse", description=T("The language model that helps you write"), guild_only=True
    )

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("muse-stop", self.stop, numbers=1)
        self.router.add("muse-ask", self.ask, numbers=1)
        self.router.add("muse-again", self.ask, numbers=1)
        self.router.add("muse-accept", self.accept, numbers=2)
        self.router.add("muse-edit", self.edit, numbers=2)
        self.router.add("muse-edited", self.edited, numbers=2)
        self.router.add("muse-take", self.take, numbers=2)
        self.router.add("muse-alter", self.alter, numbers=2)
        self.router.add("muse-altered", self.altered, numbers=2)
        self.router.add("muse-anew", self.anew, numbers=1)

    @group.command(description=T("Which model it is, how busy, and where you are in the queue"))
    async def status(self, interaction: Interaction) -> None:
        """Show where the muse stands."""
        say = self.replies.say(interaction)
        lines = [say(text) for text in described(self.services.muse.status(interaction.user.id))]
        await self.replies.send(interaction, content="\n".join(lines))

    async def stop(self, interaction: Interaction, number: int) -> None:
        """Stop what is being written; its message then shows what there is."""
        if self.bot.live.stop(number, interaction.user.id):
            await self.replies.acknowledge(interaction, answer=False)
        else:
            await self.replies.send(interaction, msg("That is over already."))

    async def ask(self, interaction: Interaction, story_id: int) -> None:
        """Ask how the story goes on; in the muse's own turn, show its host what it wrote."""
        actor, say = actor_of(interaction), self.replies.say(interaction)
        record = await self.services.reading.get(actor, story_id)
        if record.story.turn is not None and record.story.turn.member_id == MUSE_ID:
            found = await self.services.muse_turns.written(actor, story_id)
            if found is None:
                await self.replies.send(interaction, msg("The muse is still writing; come back in a moment."))
            else:
                await self.replies.send(interaction, **own_turn(found, say))
            return
        stream = await self.services.cowriting.ask(actor, story_id)
        number = self.bot.live.add(stream, actor.user_id)
        loading = self.services.muse.status().state is MuseState.LOADING

        async def finish(text: str, receipt: Receipt) -> dict[str, Any] | None:
            proposal = await self.services.cowriting.record(actor, story_id, text, receipt)
            return proposed(proposal, say) if proposal is not None else None

        edit = interaction.edit_original_response
        work = self.bot.grower.grow(interaction, number, edit, finish)
        try:
            await self.replies.send(interaction, **waiting(stream.place, loading, number, say))
        except BaseException:
            work.close()
            self.bot.live.abandon(number)
            raise
        self.bot.tasks.spawn(work, name=f"proposal-{number}")

    async def accept(self, interaction: Interaction, story_id: int, candidate_id: int) -> None:
        """Make the proposal the member's draft, and show it as any draft is shown."""
        draft = await self.services.writing.accept(actor_of(interaction), story_id, candidate_id)
        await self.replies.replace(interaction, **preview(draft, self.replies.say(interaction)))

    async def edit(self, interaction: Interaction, story_id: int, candidate_id: int) -> None:
        """Open the form with the proposal in it."""
        found = await self.services.cowriting.proposal(actor_of(interaction), story_id, candidate_id)
        form = edit_form("muse-edited", found, self.replies.say(interaction))
        await interaction.response.send_modal(form)

    async def edited(self, interaction: Interaction, story_id: int, candidate_id: int) -> None:
        """Keep the edited proposal as a draft, and show it."""
        text = form_values(interaction).get("text", "")
        draft = await self.services.writing.keep(
            actor_of(interaction), story_id, text, candidate_id=candidate_id
        )
        await self.replies.send(interaction, **preview(draft, self.replies.say(interaction)))

    async def take(self, interaction: Interaction, story_id: int, candidate_id: int) -> None:
        """Let what the muse wrote in its turn enter the story."""
        await self.replies.acknowledge(interaction, answer=False)
        record = await self.services.muse_turns.take_over(actor_of(interaction), story_id, candidate_id)
        await self.publish(interaction, record, msg("The muse's passage is in the story."))

    async def alter(self, interaction: Interaction, story_id: int, candidate_id: int) -> None:
        """Open the form with what the muse wrote in its turn."""
        found = await self.services.muse_turns.written(actor_of(interaction), story_id)
        if found is None or found.candidate.id != candidate_id:
            raise Refusal(Reason.NO_CANDIDATE)
        form = edit_form("muse-altered", found, self.replies.say(interaction))
        await interaction.response.send_modal(form)

    async def altered(self, interaction: Interaction, story_id: int, candidate_id: int) -> None:
        """Let the muse's passage enter the story as the host made it."""
        text = form_values(interaction).get("text", "")
        await self.replies.acknowledge(interaction)
        record = await self.services.muse_turns.take_over(actor_of(interaction), story_id, candidate_id, text)
        await self.publish(interaction, record, msg("The muse's passage is in the story, as you made it."))

    async def anew(self, interaction: Interaction, story_id: int) -> None:
        """Let the muse write its turn anew; what it wrote before stays in this message."""
        actor = actor_of(interaction)
        await self.services.muse_turns.again(actor, story_id)
        self.bot.muse_player.play(actor.guild_id, story_id)
        await self.replies.send(interaction, msg("The muse writes it anew; the board tells when it is done."))


def described(status: MuseStatus) -> list[Text]:
    """Return what there is to say of the muse, a sentence each."""
    match status.state:
        case MuseState.OFF:
            return [msg("The muse is off on this server; everything else works without it.")]
        case MuseState.FAILED:
            return [msg("The muse could not wake up; the server's operator finds the reason in the log.")]
        case MuseState.LOADING:
            texts = [
                msg("The muse is waking up ({model}); what you ask now waits for it.", model=status.model)
            ]
        case MuseState.READY:
            texts = [msg("The muse is awake: {model}, on this server's own machine.", model=status.model)]
    if status.waiting or status.running:
        texts.append(
            msgs(
                "It is writing {running} text; {count} more is waiting.",
                "It is writing {running} text; {count} more are waiting.",
                status.waiting,
                running=status.running,
            )
        )
    if status.places:
        texts.append(msg("Your place in the queue: {place}.", place=status.places[0]))
    if status.tokens_per_second is not None:
        texts.append(msg("It writes about {speed} tokens a second.", speed=round(status.tokens_per_second)))
    return texts


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Muse(bot))
