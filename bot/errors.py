"""Errors that an operator reads. What members read lives in ``bot.domain.refusals`` and ``bot.ui``."""


class OperatorError(Exception):
    """Something only the operator can mend. The message is one sentence that says what to do."""


class SettingsError(OperatorError):
    """A setting is missing or wrong."""


class DatabaseError(OperatorError):
    """The database cannot be opened, is newer than this Quire, or is damaged."""


class ModelError(OperatorError):
    """The muse's model is missing, damaged, or of a kind that cannot be loaded."""
