"""A story's passages as messages: posted, corrected, taken out, taken back."""

import discord
import structlog

from bot.domain.passages import Origin, Passage
from bot.domain.story import MUSE_ID, is_nobody
from bot.services.threads import ThreadService, ThreadView
from bot.storage.threads import Lacking
from bot.ui import markdown
from bot.ui.catalogue import Say, msg
from bot.ui.homes import refused_for_good
from bot.ui.leftovers import Leftovers
from bot.ui.people import mention, told
from bot.ui.stanzas import form_title, verse_parts, whole

log = structlog.get_logger(__name__)

_MESSAGE_LIMIT = 2000
_HEADER_ROOM = 200  # for the line that says who wrote it


class Printer:
    """Shows passages, and notes each message as it is sent."""

    def __init__(self, threads: ThreadService, say: Say) -> None:
        self._threads = threads
        self._say = say

    async def bring_up_to_date(self, thread: discord.Thread, view: ThreadView, sent: Leftovers) -> bool:
        """Show what the thread lacks, and take out what no longer belongs there; tell whether any message
        was added at its end.

        Raises:
            discord.HTTPException: Discord failed; the next call goes on from there.
        """
        for passage_id, messages in view.withdrawn.items():
            await _delete(thread, messages)
            await self._threads.messages_gone(passage_id)
        posted = [await self._show(thread, lacking, view, sent) for lacking in view.missing]
        return any(posted)

    async def _show(
        self, thread: discord.Thread, lacking: Lacking, view: ThreadView, sent: Leftovers
    ) -> bool:
        passage, there = lacking.passage, lacking.messages
        if view.poem is not None:
            text = whole(view.poem.poem, view.poem.passages, self._say)
            parts = verse_parts(text, _MESSAGE_LIMIT - _HEADER_ROOM)
        else:
            parts = markdown.parts(passage.text, _MESSAGE_LIMIT - _HEADER_ROOM)
        parts[:1] = ["\n".join([self._header(passage, view), *parts[:1]])]
        if passage.redacted and view.poem is None:
            parts = [self._redacted(passage)]
        if not lacking.fresh:
            await self._edit(thread, passage, there, parts)
        for number, part in enumerate(parts[len(there) :], len(there) + 1):
            message_id = sent.take(part) or await self._send(thread, part, passage)
            await self._threads.part_shown(passage.id, number, message_id)
        await self._threads.shown(*(lacking.whole or (passage,)))
        return len(parts) > len(there)

    async def _edit(
        self, thread: discord.Thread, passage: Passage, there: list[int], parts: list[str]
    ) -> None:
        """Let the messages of an older version show the new one; those it does not need go."""
        await _delete(thread, there[len(parts) :])
        if len(there) > len(parts):
            await self._threads.messages_gone(passage.id, after=len(parts))
        for message_id, part in zip(there, parts, strict=False):
            try:
                await thread.get_partial_message(message_id).edit(content=part)
            except discord.NotFound:
                log.info("passage.message_gone", message=message_id, passage=passage.id)

    async def _send(self, thread: discord.Thread, content: str, passage: Passage) -> int:
        try:
            return (await thread.send(content)).id
        except discord.HTTPException as error:
            if not refused_for_good(error):
                raise
            # One message that Discord will not show must not hold up the story.
            log.warning("passage.refused", thread=thread.id, position=passage.position, reason=str(error))
            note = msg(
                "-# {number} · Discord does not take this passage; /story read shows it.",
                number=passage.position,
            )
            return (await thread.send(self._say(note))).id

    def _header(self, passage: Passage, view: ThreadView) -> str:
        if view.poem is not None:
            return f"-# {self._say(form_title(view.poem.poem))} · #{view.record.number}"
        seen = view.names.get(passage.member_id)
        name = markdown.literal(seen) if seen is not None else told(mention(passage.member_id), self._say)
        if passage.origin is Origin.HUMAN or passage.member_id == MUSE_ID:
            return f"-# {passage.position} · {name}"
        return f"-# {passage.position} · {name} · {self._say(msg('with the muse'))}"

    def _redacted(self, passage: Passage) -> str:
        if passage.hidden:
            text = msg("-# {number} · hidden until a moderator has looked", number=passage.position)
            return self._say(text)
        if is_nobody(passage.member_id):
            return self._say(msg("-# {number} · taken out, as its writer asked", number=passage.position))
        return self._say(msg("-# {number} · taken out by a moderator", number=passage.position))


async def _delete(thread: discord.Thread, messages: list[int]) -> None:
    for message_id in messages:
        try:
            await thread.get_partial_message(message_id).delete()
        except discord.NotFound:
            log.debug("message.gone_already", message=message_id)
