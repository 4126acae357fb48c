"""The composition root: settings become services, in the order in which they start and stop."""

from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType

from bot.client import QuireBot
from bot.clock import Clock, SystemClock
from bot.domain.knob import Need
from bot.generation.factory import create_muse
from bot.generation.muse import Muse
from bot.generation.poetry.poet import Poet
from bot.services.auditing import AuditService
from bot.services.banning import BanService
from bot.services.characters import CharacterService
from bot.services.charters import CharterService
from bot.services.clockwork import ClockworkService
from bot.services.cowriting import CowritingService
from bot.services.dailies import DailyService
from bot.services.daily_posts import DailyPostService
from bot.services.exporting import ExportService
from bot.services.held_tray import HeldTray
from bot.services.hosting import HostingService
from bot.services.house import HouseRules
from bot.services.housekeeping import HousekeepingService
from bot.services.limits import LimitService
from bot.services.line_asking import LineAskingService, LineWriter
from bot.services.muse_lines import MuseLineWriter
from bot.services.muse_turns import MuseTurnService
from bot.services.overtaken import OvertakenService
from bot.services.poem_archive import PoemArchive
from bot.services.poem_writing import PoemWritingService
from bot.services.poetry import PoetryService
from bot.services.preferences import PreferenceService
from bot.services.presence import PresenceService
from bot.services.privacy import PrivacyService
from bot.services.prompt_shelf import PromptShelf
from bot.services.prompts import PromptService
from bot.services.provenance import ProvenanceService
from bot.services.reading import ReadingService
from bot.services.registry import Services
from bot.services.report_tray import ReportTray
from bot.services.reporting import ReportService
from bot.services.review_items import Kind, PromptTray, Tray, WordTray
from bot.services.reviewing import ReviewService
from bot.services.rewriting import RewritingService
from bot.services.rhyming import RhymingService
from bot.services.spotting import SpottingService
from bot.services.stories import StoryService
from bot.services.teaching import TeachingService
from bot.services.telling import TellingService
from bot.services.threads import ThreadService
from bot.services.together import TogetherService
from bot.services.unsticking import UnstickingService
from bot.services.verses import VerseJudge
from bot.services.waiting_room import Bell
from bot.services.word_lists import WordListService
from bot.services.writing import WritingService
from bot.settings import Settings
from bot.storage.database import Database
from bot.ui.catalogue import Catalogue
from bot.waiting import PlainWaiting, Waiting


class App:
    """Quire, put together. An async context: entered, the database is open and the muse is loading.

    ``clock``, ``waiting``, ``muse`` and ``line_writer`` are the ports that a simulation fills with its own.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        waiting: Waiting | None = None,
        muse: Muse | None = None,
        catalogue: Catalogue | None = None,
        database_path: Path | None = None,
        line_writer: LineWriter | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.database = Database(database_path or settings.database_path)
        self.muse = muse or create_muse(settings)
        reading = ReadingService(self.database, self.clock)
        poetry = PoetryService(self.database)
        there = {Need.MESSAGE_CONTENT} if settings.content_intent else set()
        limits = LimitService(self.database, self.clock, there)
        house = HouseRules(limits, self.clock, lambda channel_id: self.bot.is_for_adults(channel_id))
        word_lists = WordListService(self.database, self.clock, house)
        waiting = waiting or PlainWaiting()
        judge, poet = VerseJudge(poetry), Poet(self.muse, waiting)
        archive = PoemArchive(self.database, self.clock, house, word_lists, poetry)
        trays: dict[Kind, Tray] = {
            Kind.WORD: WordTray(),
            Kind.PROMPT: PromptTray(),
            Kind.TEXT: HeldTray(judge, house),
            Kind.REPORT: ReportTray(),
        }
        bell = Bell()
        self.services = Services(
            stories=StoryService(self.database, self.clock, house, word_lists),
            hosting=HostingService(self.database, self.clock, house, word_lists),
            writing=WritingService(self.database, self.clock, house, word_lists, bell, judge),
            together=TogetherService(self.database, self.clock, house, word_lists),
            line_asking=LineAskingService(
                self.database,
                self.clock,
                house,
                word_lists,
                judge,
                line_writer or MuseLineWriter(poet, word_lists, waiting),
            ),
            poem_archive=archive,
            poem_writing=PoemWritingService(
                self.database, self.clock, poet, house, word_lists, poetry, archive
            ),
            cowriting=CowritingService(self.database, self.clock, self.muse, house, word_lists),
            rewriting=RewritingService(self.database, self.clock, self.muse, house, word_lists),
            unsticking=UnstickingService(self.database, self.clock, self.muse, house, word_lists),
            muse_turns=MuseTurnService(self.database, self.clock, self.muse, house, word_lists),
            characters=CharacterService(self.database, self.clock, word_lists),
            reading=reading,
            exporting=ExportService(self.database, reading),
            threads=ThreadService(self.database, judge, house),
            provenance=ProvenanceService(self.database, word_lists),
            privacy=PrivacyService(self.database, self.clock),
            housekeeping=HousekeepingService(self.database, self.clock, settings.departed_days),
            charters=CharterService(self.database, self.clock, house, word_lists),
            presence=PresenceService(self.database, self.clock),
            banning=BanService(self.database, self.clock, word_lists),
            preferences=PreferenceService(self.database, self.clock),
            clockwork=ClockworkService(self.database, self.clock),
            prompts=PromptService(self.database, self.clock, self.muse, house, word_lists),
            prompt_shelf=PromptShelf(self.database, self.clock, house, word_lists, bell),
            poetry=poetry,
            rhyming=RhymingService(poetry),
            reviewing=ReviewService(self.database, self.clock, trays),
            overtaken=OvertakenService(self.database),
            reporting=ReportService(self.database, self.clock, limits, bell),
            auditing=AuditService(self.database, self.clock),
            limits=limits,
            house=house,
            bell=bell,
            word_lists=word_lists,
            spotting=SpottingService(limits, poetry, self.clock),
            teaching=TeachingService(self.database, self.clock, word_lists, bell),
            telling=TellingService(self.database),
            dailies=DailyService(self.database, self.clock, house),
            daily_posts=DailyPostService(self.database, self.clock, house, word_lists),
            muse=self.muse,
            waiting=waiting,
            clock=self.clock,
        )
        self._catalogue = catalogue or Catalogue()
        self.bot = self.new_bot()

    def new_bot(self) -> QuireBot:
        """Return a fresh client over the same services, as after a restart."""
        return QuireBot(
            self.services,
            self._catalogue,
            self.settings.language,
            members=self.settings.members_intent,
            content=self.settings.content_intent,
        )

    async def start(self) -> None:
        """Open the database, bring its schema up to date, and let the muse load in the background.

        Raises:
            DatabaseError: the database cannot be used.
        """
        try:
            await self.database.open(alone=True)
            await self.services.limits.start()
            await self.muse.start()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Stop in the opposite order, each whatever the others do. Safe to repeat."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            stack.push_async_callback(self.muse.close)
            stack.push_async_callback(self.bot.close)

    async def __aenter__(self) -> "App":
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        await self.close()
