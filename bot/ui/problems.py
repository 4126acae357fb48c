"""What a member is told when Discord, rather than a rule of Quire's, stands in the way."""

from bot.ui.catalogue import Text, msg


class Problem(Exception):  # noqa: N818 - it carries an answer, like a Refusal
    """Ends a command with one sentence. Nothing was lost by it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text


def server_only() -> Problem:
    """Used in a direct message."""
    return Problem(msg("That works in a server's channels only; ask me there."))


def not_here() -> Problem:
    """A story cannot be started here."""
    return Problem(
        msg("A story gets a thread of its own, so start it in an ordinary text channel rather than here.")
    )


def not_offered() -> Problem:
    """An option has a value that is none of those it may have."""
    return Problem(msg("I do not understand that value; choose one of those I offer as you type."))


def lacks(permissions: list[str], channel: str) -> Problem:
    """The bot lacks permissions in a channel."""
    return Problem(
        msg(
            "I lack a permission in {channel}: {permissions}. Ask a moderator to grant it, then try again.",
            channel=channel,
            permissions=", ".join(permissions),
        )
    )


def stale_button() -> Problem:
    """A button that no Quire of this version made, or one that was tampered with."""
    return Problem(msg("That button no longer works; use the command instead (/help lists them)."))
