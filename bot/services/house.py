"""What a server's moderators have set, asked by the other services at each act; each check refuses or does
nothing."""

from bot.domain.knobs import MUSE, RATING, START
from bot.domain.limits.policy import Action, Rule
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.services.actor import Actor
from bot.services.limits import LimitService


class HouseRules:
    """The knobs, as what they allow. They are asked at every act, so all comes from memory."""

    def __init__(self, settings: LimitService) -> None:
        self._settings = settings

    async def rules_for(self, guild_id: int, channel_id: int) -> dict[Rule, Action]:
        """Return what becomes of texts there that have something of a rule in them; without what is free."""
        found = {
            rule: Action[str(await self._settings.value(rule, guild_id, channel_id)).upper()] for rule in Rule
        }
        return {rule: action for rule, action in found.items() if action is not Action.ALLOW}

    async def check_start(self, actor: Actor, channel_id: int, rating: Rating) -> None:
        """Refuse a story that may not be started there.

        Raises:
            Refusal: only moderators start stories there, the rating is above what is allowed, or it is for
                adults and the channel is not.
        """
        who = await self._settings.value(START, actor.guild_id, channel_id)
        if who == "moderators" and not actor.access.moderates(channel_id):
            raise Refusal(Reason.START_MODERATORS)
        await self.check_rating(actor, channel_id, rating)

    async def check_rating(self, actor: Actor, channel_id: int, rating: Rating) -> None:
        """Refuse a rating that a story may not have there.

        Raises:
            Refusal: it is above what is allowed, or for adults where the channel is not.
        """
        ceiling = Rating(str(await self._settings.value(RATING, actor.guild_id, channel_id)))
        ranks = list(Rating)
        if ranks.index(rating) > ranks.index(ceiling):
            raise Refusal(Reason.RATING_CEILING, ceiling=ceiling)
        if rating is Rating.MATURE and not actor.access.for_adults(channel_id):
            raise Refusal(Reason.RATING_ADULTS)

    async def check_muse(self, guild_id: int, *, story: bool) -> None:
        """Refuse the muse where a server does without it; ``story`` says that it is asked within one.

        Raises:
            Refusal: it is off there, or off outside of stories.
        """
        value = await self._settings.value(MUSE, guild_id)
        if value == "off" or (value == "stories" and not story):
            raise Refusal(Reason.MUSE_OFF, stories=value == "stories")
