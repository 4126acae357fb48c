"""What can go wrong with a remote muse, each in one sentence for an operator's log.

No sentence holds a key or anybody's words: of what the server itself said, only its codes are repeated, since
servers like to quote what they were sent.
"""

import email.utils
import os
import re
import socket
import ssl
from collections.abc import Mapping

import openai

_CODE = re.compile(r"[A-Za-z_]{3,60}")  # a code is words; a key or a piece of prose is not
_UNKNOWN_MODEL = {"model_not_found", "model_not_available", "invalid_model", "unknown_model"}


class RemoteError(Exception):
    """A request to the remote muse failed. The message is one sentence for an operator.

    ``passing`` says that the same request may well succeed soon, ``after`` how many seconds the server wants
    to be left alone until then, where it said so.
    """

    def __init__(self, sentence: str, *, passing: bool = False, after: float | None = None) -> None:
        super().__init__(sentence)
        self.passing = passing
        self.after = after


class RemoteDownError(RemoteError):
    """The server cannot be reached."""


class RemoteBusyError(RemoteError):
    """The server wants fewer requests."""


class RemoteSlowError(RemoteError):
    """The server was reached, but no token came in time."""


class RemoteFaultError(RemoteError):
    """The server failed, or its answer broke off or makes no sense."""


class RemoteKeyError(RemoteError):
    """The server does not accept the key, or wants one."""


class RemoteModelError(RemoteError):
    """The server has no such model."""


class RemoteRefusedError(RemoteError):
    """The server took the request for a wrong one."""


def told(error: Exception, *, model: str, has_key: bool) -> RemoteError:
    """Say in a sentence what an exception of the client's means; a ``RemoteError`` is returned as it is."""
    if isinstance(error, RemoteError):
        return error
    if isinstance(error, openai.APITimeoutError):
        return RemoteDownError(
            "The muse's server cannot be reached (it did not answer in time); start it, or correct "
            "QUIRE_REMOTE_URL.",
            passing=True,
        )
    if isinstance(error, openai.APIConnectionError):
        return RemoteDownError(
            f"The muse's server cannot be reached ({_reason(error)}); start it, or correct QUIRE_REMOTE_URL.",
            passing=True,
        )
    if isinstance(error, openai.APIStatusError):
        return _refused(error, error.status_code, error.response.headers, model, has_key)
    if isinstance(error, openai.APIError):  # the server reports a failure inside a stream that began well
        status = int(str(error.code)) if re.fullmatch("[45][0-9][0-9]", str(error.code)) else 500
        return _refused(error, status, {}, model, has_key)
    return RemoteFaultError(
        f"The muse's server gave an answer that makes no sense ({type(error).__name__}); "
        "see whether QUIRE_REMOTE_URL leads to an OpenAI-compatible server."
    )


def broke(error: Exception) -> RemoteError:
    """Say that the connection was lost while an answer came."""
    return RemoteFaultError(
        f"The connection to the muse's server broke in the middle of an answer ({_reason(error)}).",
        passing=True,
    )


def _refused(
    error: openai.APIError, status: int, headers: Mapping[str, str], model: str, has_key: bool
) -> RemoteError:
    # The client does not check them: either may be anything that JSON knows.
    codes = [code for code in (error.code, error.type) if isinstance(code, str)]
    code = next((code for code in codes if _CODE.fullmatch(code)), None)
    shown = f"HTTP {status}, {code}" if code else f"HTTP {status}"
    if status in (401, 403):
        mend = "correct QUIRE_REMOTE_KEY" if has_key else "set QUIRE_REMOTE_KEY"
        wish = "does not accept the key" if has_key else "wants a key"
        return RemoteKeyError(f"The muse's server {wish} ({shown}); {mend}.")
    if status == 404 or code in _UNKNOWN_MODEL or (status in (400, 422) and model in str(error.body)):
        return RemoteModelError(
            f"The muse's server has no model {model} ({shown}); correct QUIRE_REMOTE_MODEL, "
            "or the path in QUIRE_REMOTE_URL."
        )
    if status == 429:
        if code == "insufficient_quota":
            return RemoteBusyError("The muse's server says that the key's quota is used up; raise it there.")
        after = _retry_after(headers)
        pause = "" if after is None else f", and a pause of {after:.0f} seconds"
        return RemoteBusyError(
            f"The muse's server wants fewer requests{pause} ({shown}); lower QUIRE_REMOTE_ROWS, or raise its "
            "limit.",
            passing=True,
            after=after,
        )
    if status >= 500:
        return RemoteFaultError(
            f"The muse's server failed ({shown}); its own log says why.",
            passing=True,
            after=_retry_after(headers),
        )
    return RemoteRefusedError(f"The muse's server refused the request ({shown}); its own log says why.")


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that ``Retry-After`` asks for; a date is measured against the server's own clock."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", value):
        return float(value)
    try:
        until, now = (email.utils.parsedate_to_datetime(date) for date in (value, headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _reason(error: BaseException) -> str:
    """Name the system's own reason at the bottom of a chain of exceptions."""
    below: BaseException | None = error
    while below is not None:
        error = below
        below = error.exceptions[0] if isinstance(error, BaseExceptionGroup) else None
        below = below or error.__cause__ or error.__context__  # the client hides the one that says most
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, OSError):
        if error.errno and not isinstance(error, socket.gaierror | ssl.SSLError):
            return os.strerror(error.errno)
        if error.strerror:
            return error.strerror
    name = type(error).__name__
    return "it closed the connection" if name == "RemoteProtocolError" else name
