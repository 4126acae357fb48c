"""What the muse proposes for a story, and what its reader does with it: the buttons of its messages."""

from typing import TYPE_CHECKING

from bot.ui.actors import actor_of
from bot.ui.catalogue import msg
from bot.ui.proposals import edit_form, offered, proposed
from bot.ui.replies import Interaction
from bot.ui.router import form_values
from bot.ui.writing import preview
from cogs.asking import ask_story
from cogs.base import QuireCog
from cogs.rewriting import here_of, show_rewriting

if TYPE_CHECKING:
    from bot.client import QuireBot


class Proposals(QuireCog):
    """Handlers of everything that can be pressed on a text of the muse's. Numbers are story ids, then ids of
    candidates or wishes."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("muse-stop", self.stop, numbers=1)
        self.router.add("muse-ask", self.ask, numbers=1)
        self.router.add("muse-again", self.again, numbers=1)
        self.router.add("muse-more", self.more, numbers=2)
        self.router.add("muse-offer", self.offer, numbers=2)
        self.router.add("muse-choose", self.choose, numbers=2)
        self.router.add("muse-close", self.close, numbers=1)
        self.router.add("muse-accept", self.accept, numbers=2)
        self.router.add("muse-edit", self.edit, numbers=2, form=True)
        self.router.add("muse-edited", self.edited, numbers=2)
        self.router.add("muse-take", self.take, numbers=2)
        self.router.add("muse-alter", self.alter, numbers=2, form=True)
        self.router.add("muse-altered", self.altered, numbers=2)
        self.router.add("muse-anew", self.anew, numbers=1)

    async def ask(self, interaction: Interaction, story_id: int) -> None:
        """Ask how the story goes on; in the muse's own turn, show its host what it wrote."""
        await ask_story(self, interaction, story_id)

    async def again(self, interaction: Interaction, story_id: int) -> None:
        """Ask anew, in the same message; what was proposed before can be gone back to."""
        await ask_story(self, interaction, story_id, replacing=True)

    async def more(self, interaction: Interaction, story_id: int, ask_id: int) -> None:
        """Ask anew for the same as before, in the same message."""
        actor = actor_of(interaction)
        wish = await self.services.cowriting.wish(actor, story_id, ask_id)
        if wish.kind == "rewrite":
            asked = await self.services.rewriting.again(actor, here_of(interaction), ask_id)
            await show_rewriting(self, interaction, asked, replacing=True)
        else:
            await ask_story(self, interaction, story_id, hint=wish.hint, words=wish.words, replacing=True)

    async def offer(self, interaction: Interaction, story_id: int, ask_id: int) -> None:
        """Show the candidates of a wish again."""
        found = await self.services.cowriting.offer(actor_of(interaction), story_id, ask_id)
        await self.replies.replace(interaction, **offered(found, self.replies.say(interaction)))

    async def choose(self, interaction: Interaction, story_id: int, candidate_id: int) -> None:
        """Show one candidate, with what can be done with it."""
        actor, say = actor_of(interaction), self.replies.say(interaction)
        found = await self.services.cowriting.proposal(actor, story_id, candidate_id)
        ask_id = found.candidate.ask_id
        offer = await self.services.cowriting.offer(actor, story_id, ask_id) if ask_id is not None else None
        await self.replies.replace(interaction, **proposed(found, say, offer))

    async def close(self, interaction: Interaction, story_id: int) -> None:
        """Put the proposals away."""
        text = msg("Put away. Nothing of it is in the story; ask the muse again whenever you like.")
        await self.replies.replace(interaction, text)

    async def stop(self, interaction: Interaction, number: int) -> None:
        """Stop what is being written; its message then shows what there is."""
        if self.bot.live.stop(number, interaction.user.id):
            await self.replies.acknowledge(interaction, answer=False)
        else:
            await self.replies.send(interaction, msg("That is over already."))

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
        found = await self.services.muse_turns.proposal(actor_of(interaction), story_id, candidate_id)
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


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Proposals(bot))
