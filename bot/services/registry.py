"""Every service by its name: what the bot and its cogs have at hand."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.generation.muse import Muse
from bot.services.auditing import AuditService
from bot.services.banning import BanService
from bot.services.characters import CharacterService
from bot.services.charters import CharterService
from bot.services.clockwork import ClockworkService
from bot.services.cowriting import CowritingService
from bot.services.dailies import DailyService
from bot.services.daily_posts import DailyPostService
from bot.services.exporting import ExportService
from bot.services.hosting import HostingService
from bot.services.house import HouseRules
from bot.services.housekeeping import HousekeepingService
from bot.services.limits import LimitService
from bot.services.line_asking import LineAskingService
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
from bot.services.reporting import ReportService
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
from bot.services.waiting_room import Bell
from bot.services.word_lists import WordListService
from bot.services.writing import WritingService
from bot.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases that the cogs call."""

    stories: StoryService
    hosting: HostingService
    writing: WritingService
    together: TogetherService
    line_asking: LineAskingService
    poem_archive: PoemArchive
    poem_writing: PoemWritingService
    cowriting: CowritingService
    rewriting: RewritingService
    unsticking: UnstickingService
    muse_turns: MuseTurnService
    characters: CharacterService
    reading: ReadingService
    exporting: ExportService
    threads: ThreadService
    provenance: ProvenanceService
    charters: CharterService
    privacy: PrivacyService
    housekeeping: HousekeepingService
    presence: PresenceService
    banning: BanService
    preferences: PreferenceService
    clockwork: ClockworkService
    prompts: PromptService
    prompt_shelf: PromptShelf
    poetry: PoetryService
    rhyming: RhymingService
    reviewing: ReviewService
    overtaken: OvertakenService
    reporting: ReportService
    auditing: AuditService
    limits: LimitService
    house: HouseRules
    word_lists: WordListService
    bell: Bell
    spotting: SpottingService
    teaching: TeachingService
    telling: TellingService
    dailies: DailyService
    daily_posts: DailyPostService
    muse: Muse
    waiting: Waiting
    clock: Clock
