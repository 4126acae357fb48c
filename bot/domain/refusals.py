"""How the rules say no. Each reason has one sentence for members in ``bot.ui.refusals``."""

from enum import StrEnum


class Reason(StrEnum):
    """Why something was refused."""

    NO_STORY = "no-story"  # none by that number in this server
    WHICH_STORY = "which-story"  # none was named, and this is no story's thread
    FINISHED = "finished"
    NOT_IN_STORY = "not-in-story"
    ALREADY_IN_STORY = "already-in-story"
    NOT_YOUR_TURN = "not-your-turn"  # writer: whose it is, or None
    TURN_PASSED = "turn-passed"  # the pressed button belongs to a turn that is over
    MOVED_ON = "moved-on"  # the story changed between the asking and the act
    WROTE_LAST = "wrote-last"  # in an open order: another is to write before they do again
    LINE_TAKEN = "line-taken"  # of a poem: another line came first
    LINE_UNFIT = "line-unfit"  # attempt: why it is not what comes next
    POEM_WHOLE = "poem-whole"  # every line is there
    POEM_EMPTY = "poem-empty"  # no line is there yet
    NOT_IN_FORM = "not-in-form"  # form (its title): a text that should be kept as a poem is none
    POEM_WORD = "poem-word"  # low, high: an acrostic needs a word of so many letters
    NOT_HOST = "not-host"
    NOT_MODERATOR = "not-moderator"
    NOT_MANAGER = "not-manager"  # of the server
    BANNED = "banned"  # until (None for good), why (may be empty): from writing with Quire here
    BAN_YOURSELF = "ban-yourself"
    BAN_MODERATOR = "ban-moderator"
    NOT_BANNED = "not-banned"
    RATING_CEILING = "rating-ceiling"  # ceiling: the highest that the server allows there
    RATING_ADULTS = "rating-adults"  # mature, in a channel that is not age-restricted
    START_MODERATORS = "start-moderators"  # only they start stories there
    START_ROLE = "start-role"  # role: only who has it does
    HOST_MODERATORS = "host-moderators"  # only they host stories there
    HOST_ROLE = "host-role"  # role
    ASK_MODERATORS = "ask-moderators"  # only they ask the muse there
    ASK_ROLE = "ask-role"  # role
    FEATURE_OFF = "feature-off"  # feature: the knob that is off in that channel
    MEMBER_STORIES = "member-stories"  # limit: unfinished ones that one member hosts
    CHANNEL_STORIES = "channel-stories"  # limit: unfinished ones of a channel
    MUSE_HOUR = "muse-hour"  # limit, minutes: until the member may ask the muse again
    TURN_HOURS_HERE = "turn-hours-here"  # low, high: how long a turn may be there
    WORDS_HERE = "words-here"  # low, high: how long a story's passages may be there
    MUSE_OFF = "muse-off"  # stories: only outside of them
    NO_ROLE = "no-role"
    CHARTER_SAME = "charter-same"
    CHARTER_OVER = "charter-over"  # what somebody asked to change was answered already
    PAUSED = "paused"
    ALREADY_PAUSED = "already-paused"
    NOT_PAUSED = "not-paused"
    HELD = "held"  # a text awaits review
    HELD_YOURS = "held-yours"  # this very text of the member's does
    LIMITS_CHANGING = "limits-changing"  # while a text was judged, each time anew
    NOT_WITHIN_LIMITS = "not-within-limits"  # place, rule: a short text that a server does not let through
    TEXT_REJECTED = "text-rejected"  # a moderator did not take it
    NOT_FINISHED = "not-finished"
    NO_TURN = "no-turn"  # nobody's turn could be skipped
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOTHING_TO_REDO = "nothing-to-redo"
    YOU_ARE_AWAY = "you-are-away"
    NOT_AWAY = "not-away"
    NO_STORIES_OF_YOURS = "no-stories-of-yours"
    KICKED = "kicked"  # sent away; only an invitation lets them in again
    INVITE_ONLY = "invite-only"
    STORY_FULL = "story-full"  # limit
    IN_STORY_ALREADY = "in-story-already"  # the invited one is
    NEEDS_NO_INVITATION = "needs-no-invitation"
    NOT_A_WRITER = "not-a-writer"  # the named member is not in the story
    WHICH_MEMBER = "which-member"
    KICK_YOURSELF = "kick-yourself"
    PEN_NAME_EMPTY = "pen-name-empty"
    PEN_NAME_TOO_LONG = "pen-name-too-long"  # length, limit
    PEN_NAME_TAKEN = "pen-name-taken"
    PEN_NAME_REAL = "pen-name-real"  # it is a member's own name
    PEN_NAME_FIXED = "pen-name-fixed"  # name: the one they have, or None
    MUSE_CANNOT_CLAIM = "muse-cannot-claim"
    MUSE_NO_VERSE = "muse-no-verse"  # it cannot write the next line of a poem
    MUSE_NEVER = "muse-never"  # the story does without the muse
    NOT_LAST_PASSAGE = "not-last-passage"  # only the last may be corrected
    NO_CANDIDATE = "no-candidate"
    NO_FORM = "no-form"
    NO_ACROSTIC = "no-acrostic"  # there is no word that an acrostic could spell
    STANZAS = "stanzas"  # form (its title), low, high: a poem with fewer or more is none
    POEM_KEPT = "poem-kept"  # number: where it is
    WISH_FORGOTTEN = "wish-forgotten"
    NO_PASSAGE = "no-passage"
    ALREADY_REDACTED = "already-redacted"
    REASON_EMPTY = "reason-empty"
    NOTHING_TO_READ = "nothing-to-read"  # a folded story that hides all of it from them
    DATE_UNKNOWN = "date-unknown"
    DATE_PAST = "date-past"
    DATE_FAR = "date-far"  # days
    TIME_UNKNOWN = "time-unknown"
    TIMEZONE_UNKNOWN = "timezone-unknown"
    QUIET_LENGTH = "quiet-length"  # hours
    SEARCH_EMPTY = "search-empty"
    NAME_EMPTY = "name-empty"  # of a character
    CHARACTER_TAKEN = "character-taken"
    TOO_MANY_CHARACTERS = "too-many-characters"  # limit
    NOT_YOUR_CHARACTER = "not-your-character"
    TITLE_EMPTY = "title-empty"
    TITLE_TOO_LONG = "title-too-long"  # length, limit
    TEXT_EMPTY = "text-empty"
    TEXT_TOO_LONG = "text-too-long"  # length, limit (characters)
    TOO_FEW_WORDS = "too-few-words"  # words, limit
    TOO_MANY_WORDS = "too-many-words"  # words, limit
    SHORT_HERE = "short-here"  # words, limit: the server takes no shorter passages in that channel
    LONG_HERE = "long-here"  # words, limit
    WORDS_OUT_OF_BOUNDS = "words-out-of-bounds"  # low, high: how many the muse may be asked for
    REWRITE_TOO_LONG = "rewrite-too-long"  # words, limit
    TONE_MISSING = "tone-missing"
    BOUNDS_CROSSED = "bounds-crossed"  # words_min above words_max
    NO_DRAFT = "no-draft"
    DRAFT_CHANGED = "draft-changed"  # the pressed button belongs to an older version
    NO_PROMPT = "no-prompt"
    TOO_MANY_WAITING = "too-many-waiting"  # limit: prompts of one member that no moderator has looked at
    NOT_ONE_WORD = "not-one-word"  # in Latin letters
    WORD_KNOWN = "word-known"  # word, counts: the dictionary has it
    WORD_BY_RULE = "word-by-rule"  # word: numbers, numerals and abbreviations cannot be taught
    SYLLABLES_UNKNOWN = "syllables-unknown"  # limit
    WORD_TAUGHT = "word-taught"  # word, counts: the server's list has exactly that
    WORD_WAITS = "word-waits"  # word, counts: exactly that waits for a moderator
    TOO_MANY_TAUGHT = "too-many-taught"  # limit: words of one member that no moderator has looked at
    REVIEW_FULL = "review-full"  # limit: of one server
    NOT_IN_REVIEW = "not-in-review"
    REVIEW_DECIDED = "review-decided"  # another moderator was first, or its writer took it back
    REVIEW_WITHDRAWN = "review-withdrawn"  # a text for a story: so its writer did
    REVIEW_OVERTAKEN = "review-overtaken"  # the story went on, or ended
    REVIEW_WRITER_GONE = "review-writer-gone"  # its writer is out of the story, or may not write any more
    REVIEW_OWN = "review-own"  # nobody decides on their own
    REVIEW_REPORTED = "review-reported"  # they reported the passage themself
    NOT_A_PASSAGE = "not-a-passage"  # a message
    REPORT_OWN = "report-own"
    REVIEW_FOLD = "review-fold"  # they write in the story, which hides it from its writers
    SETTING_UNKNOWN = "setting-unknown"  # offered
    VALUE_UNKNOWN = "value-unknown"  # name, offered
    VALUE_NUMBER = "value-number"  # name, low, high, off: whether it may be off
    VALUE_WHO = "value-who"  # name
    VALUE_THING = "value-thing"  # name, role: whether it takes a role, else a channel
    SETTING_WHOLE = "setting-whole"  # name; it is the server's, and a channel was named
    VALUES_CROSSED = "values-crossed"  # name, other, value: the other's; above: it would be; channel_id or 0
    NO_MESSAGE_CONTENT = "no-message-content"  # the privileged intent is not switched on
    PHRASE_UNCLEAR = "phrase-unclear"  # of a word list: nothing that could be found, or nearly everything
    NOT_LISTED = "not-listed"  # list: the phrase is not on it
    WORD_LIST_FULL = "word-list-full"  # limit
    NO_CHANNEL = (
        "no-channel"  # permissions: what Quire lacks to post there; none: the member sees no such one
    )
    TOO_MANY_DAILIES = "too-many-dailies"  # limit
    FILE_KIND = "file-kind"
    FILE_TOO_LARGE = "file-too-large"  # limit (KiB)
    FILE_NOT_TEXT = "file-not-text"
    TEXT_AND_FILE = "text-and-file"


class Refusal(Exception):  # noqa: N818 - the field's word; it is an answer, not a fault
    """A member asked for something the rules do not allow. Nothing was changed.

    ``details`` are the values its sentence needs.
    """

    def __init__(self, reason: Reason, **details: object) -> None:
        super().__init__(f"{reason}: {details}" if details else str(reason))
        self.reason = reason
        self.details = details
