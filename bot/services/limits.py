"""``/limits``: the knobs that moderators turn, each looked up in ``domain.knobs``."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.knob import BACK, EVERYONE, MODERATORS, Kind, Knob, Need, Scope, Value
from bot.domain.knobs import FIRST_STEPS, KNOBS, MODERATORS_ROLE, knob_named
from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.storage import audit, limits
from bot.storage.database import Database
from bot.storage.limits import WHOLE_SERVER, LimitRecord


@dataclass(frozen=True, slots=True)
class Setting:
    """A knob and what it was turned to; ``channel_id`` is None for the whole server."""

    knob: Knob
    value: Value
    channel_id: int | None


class LimitService:
    """Turns knobs and tells how they stand. ``there`` is what this Quire has of what knobs need."""

    def __init__(self, database: Database, clock: Clock, there: Collection[Need] = ()) -> None:
        self._database = database
        self._clock = clock
        self._there = frozenset(there)
        self._on: dict[str, set[int]] = {}
        self._values: dict[int, dict[tuple[int, str], str]] = {}  # by server, as they are stored
        self._roles: dict[int, int] = {}
        self._turned = 0  # how often a knob was turned; what was read before that is not remembered

    async def set(self, actor: Actor, name: str, value: str, channel_id: int | None) -> Setting:
        """Turn a knob, of a channel's kind for ``channel_id``.

        Raises:
            Refusal: there is no such knob, value or channel, the member does not moderate there, a channel is
                named for the server's knob, it would be above what bounds it, or what the knob needs is
                missing: an intent, or a permission of Quire's there.
        """
        knob = knob_named(name)
        if knob.managers and not actor.access.manages():
            raise Refusal(Reason.NOT_MANAGER)
        place = self._place(actor, knob, channel_id)
        back = value.strip().casefold() == BACK
        wanted = await self._beneath(knob, actor.guild_id, place) if back else knob.value(value)
        if knob.need is not None and knob.need not in self._there and wanted != knob.default:
            raise Refusal(Reason.NO_MESSAGE_CONTENT)
        _check_thing(actor, knob, wanted)
        if knob.posts and wanted != knob.default and (lacking := actor.access.lacks_to_post(place)):
            raise Refusal(Reason.NO_CHANNEL, permissions=lacking)
        record = LimitRecord(actor.guild_id, place, knob.name, knob.written(wanted))
        now = self._clock.now()
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            before = await limits.of_guild(connection, actor.guild_id)
            _check_order(before, record)
            if back:
                await limits.drop(connection, record)
            else:
                await limits.save(connection, record, actor.user_id, now)
            await audit.note(
                connection,
                actor.guild_id,
                actor.user_id,
                "limits-set",
                now,
                setting=knob.name,
                value=BACK if back else record.value,
                old=next((one.value for one in before if _same_place(one, record)), BACK),
                channel=place,
            )
        self._on.pop(knob.name, None)
        self._values.pop(actor.guild_id, None)
        self._turned += 1
        if knob.name == MODERATORS_ROLE:
            self._roles[actor.guild_id] = int(wanted)
        return Setting(knob, wanted, place or None)

    async def _beneath(self, knob: Knob, guild_id: int, place: int) -> Value:
        """Return what counts where a place has no value of its own: the server's, or the default."""
        return knob.default if place == WHOLE_SERVER else await self.value(knob.name, guild_id)

    async def first_steps(self, actor: Actor) -> list[Setting]:
        """Return how the knobs stand for the whole server that are set first.

        Raises:
            Refusal: the member does not manage the server.
        """
        if not actor.access.manages():
            raise Refusal(Reason.NOT_MANAGER)
        return [Setting(KNOBS[name], await self.value(name, actor.guild_id), None) for name in FIRST_STEPS]

    async def show(self, actor: Actor) -> list[Setting]:
        """Return every knob: how it stands for the whole server, then for channels that have their own.

        Raises:
            Refusal: the member is no moderator.
        """
        if not actor.access.moderates_guild():
            raise Refusal(Reason.NOT_MODERATOR)
        async with self._database.read() as connection:
            records = await limits.of_guild(connection, actor.guild_id)
        found = []
        for knob in KNOBS.values():
            turned = [
                Setting(knob, knob.value(record.value), record.channel_id or None)
                for record in records
                if record.name == knob.name and actor.access.sees(record.channel_id) is not False
            ]
            if not any(setting.channel_id is None for setting in turned):
                found.append(Setting(knob, knob.default, None))
            found += turned
        return found

    async def start(self) -> None:
        """Read the moderators' roles of all servers, which are asked for at every act."""
        async with self._database.read() as connection:
            found = await limits.everywhere(connection, MODERATORS_ROLE)
        self._roles = {record.guild_id: int(KNOBS[MODERATORS_ROLE].value(record.value)) for record in found}

    def moderators_role(self, guild_id: int) -> int:
        """Return the role whose members moderate a server, 0 for none."""
        return self._roles.get(guild_id, 0)

    async def value(self, name: str, guild_id: int, channel_id: int = WHOLE_SERVER) -> Value:
        """Return how a knob stands for a channel: as it was turned there, or on the server, or by default."""
        values, turned = self._values.get(guild_id), self._turned
        if values is None:
            async with self._database.read() as connection:
                records = await limits.of_guild(connection, guild_id)
            values = {(record.channel_id, record.name): record.value for record in records}
            if turned == self._turned and not self._database.is_viewing:
                self._values[guild_id] = values
        return _standing(values, KNOBS[name], channel_id)

    @property
    def turned(self) -> int:
        """How often a knob was turned since the process began; it counts on as soon as a turn is stored."""
        return self._turned

    def lacks(self, knob: Knob) -> bool:
        """Tell whether what a knob needs is missing here, so that it does nothing."""
        return knob.need is not None and knob.need not in self._there

    async def is_on(self, name: str, channel_id: int) -> bool:
        """Tell whether a switch is on for a channel and can do anything here.

        Asked for each message, so it is remembered.
        """
        if self.lacks(KNOBS[name]):
            return False
        found, turned = self._on.get(name), self._turned
        if found is None:
            async with self._database.read() as connection:
                found = await limits.channels_with(connection, name, "on")
            if turned == self._turned and not self._database.is_viewing:
                self._on[name] = found
        return channel_id in found

    def _place(self, actor: Actor, knob: Knob, channel_id: int | None) -> int:
        """Return what the member sets it for.

        Raises:
            Refusal: they see no such channel, do not moderate there, or it is for the whole server only.
        """
        if knob.scope is Scope.SERVER or channel_id is None:
            if not (actor.access.moderates_guild() or actor.access.manages()):
                raise Refusal(Reason.NOT_MODERATOR)
            if knob.scope is Scope.CHANNEL:
                raise Refusal(Reason.NO_CHANNEL, permissions=())
            if channel_id is not None:  # who named one would not expect the whole server to change
                raise Refusal(Reason.SETTING_WHOLE, name=knob.name)
            return WHOLE_SERVER
        if not actor.access.moderates(channel_id):
            raise Refusal(Reason.NOT_MODERATOR)
        if not actor.access.sees(channel_id):
            raise Refusal(Reason.NO_CHANNEL, permissions=())
        return channel_id


def _same_place(one: LimitRecord, other: LimitRecord) -> bool:
    return (one.channel_id, one.name) == (other.channel_id, other.name)


def _check_thing(actor: Actor, knob: Knob, wanted: Value) -> None:
    """Refuse a channel or a role that is none of the server's, and a channel in which Quire cannot post."""
    if not wanted:
        return
    if knob.kind is Kind.CHANNEL:
        if not actor.access.sees(int(wanted)):
            raise Refusal(Reason.NO_CHANNEL, permissions=())
        if lacking := actor.access.lacks_to_post(int(wanted)):
            raise Refusal(Reason.NO_CHANNEL, permissions=lacking)
        return
    is_role = knob.kind is Kind.ROLE or (knob.kind is Kind.WHO and wanted not in (EVERYONE, MODERATORS))
    if is_role and not actor.access.has_role(int(wanted)):
        raise Refusal(Reason.NO_ROLE)


def _standing(values: Mapping[tuple[int, str], str], knob: Knob, channel_id: int) -> Value:
    """Return how a knob stands for a channel, of what is stored of a server."""
    places = (WHOLE_SERVER,) if knob.scope is Scope.SERVER else (channel_id, WHOLE_SERVER)
    stored = next((values[place, knob.name] for place in places if (place, knob.name) in values), None)
    return knob.default if stored is None else knob.value(stored)


def _check_order(found: Iterable[LimitRecord], new: LimitRecord) -> None:
    """Refuse what would put one knob above another that bounds it, on the server or in one of its channels.

    Raises:
        Refusal: so it would.
    """
    values = {(record.channel_id, record.name): record.value for record in (*found, new)}
    for knob in KNOBS.values():
        if not knob.not_above or new.name not in (knob.name, knob.not_above):
            continue
        bound = KNOBS[knob.not_above]
        for place in sorted({WHOLE_SERVER, *(place for place, _ in values)}):
            low, high = _standing(values, knob, place), _standing(values, bound, place)
            if int(low) > int(high):
                above = new.name == knob.name
                other, value = (bound, high) if above else (knob, low)
                raise Refusal(
                    Reason.VALUES_CROSSED,
                    name=new.name,
                    other=other.name,
                    value=value,
                    above=above,
                    channel_id=place,
                )
