"""Which server the remote muse asks, and how patiently."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.errors import SettingsError
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a remote server may take, in seconds, and how often it is asked.

    ``first_token`` counts from the request, ``between_tokens`` from the token before. Before the first token,
    what is likely to pass is tried again, ``tries`` times in all, after a random wait of at most ``backoff``
    seconds, which doubles up to ``longest_wait``; a server that asks for a longer wait is given up.
    """

    connect: float = 10.0
    first_token: float = 120.0
    between_tokens: float = 30.0
    tries: int = 4
    backoff: float = 0.5
    longest_wait: float = 30.0


@dataclass(frozen=True, slots=True)
class RemoteServer:
    """A server's address, ending where the protocol's paths begin; the model's name there; the key."""

    url: str
    model: str
    key: SecretStr | None


def remote_server(settings: Settings) -> RemoteServer:
    """Read the server from the settings.

    Raises:
        SettingsError: the address or the model is missing, or the address or the key cannot be right.
    """
    url, model = (settings.remote_url or "").strip(), (settings.remote_model or "").strip()
    missing = [name for name, value in (("URL", url), ("MODEL", model)) if not value]
    if missing:
        names = " and ".join(f"QUIRE_REMOTE_{name}" for name in missing)
        raise SettingsError(f"QUIRE_MUSE is remote, so set {names} too: whom to ask, and for which model.")
    key = settings.remote_key.get_secret_value().strip() if settings.remote_key else ""
    # Whatever a header cannot hold would come back in the exception of some library, key and all.
    if not all("!" <= character <= "~" for character in key):
        raise SettingsError("QUIRE_REMOTE_KEY has a space or a letter that no key has; copy it anew.")
    return RemoteServer(_whole(url), model, SecretStr(key) if key else None)


def _whole(url: str) -> str:
    """Return the address with the path that OpenAI-compatible servers have, where it names none."""
    try:
        split = urlsplit(url)
        usable = split.scheme in ("http", "https") and split.hostname and split.port != 0
    except ValueError:  # a port that is no number
        usable = False
    if not usable:
        raise SettingsError("QUIRE_REMOTE_URL is no address such as http://127.0.0.1:8000/v1; correct it.")
    if "@" in split.netloc or split.query or split.fragment:
        raise SettingsError(
            "QUIRE_REMOTE_URL must be an address alone, without a password or parameters; a key goes into "
            "QUIRE_REMOTE_KEY."
        )
    return f"{split.scheme}://{split.netloc}{split.path.rstrip('/') or '/v1'}"
