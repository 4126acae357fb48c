"""Every setting an operator can make, read from the environment (``QUIRE_…``) and from ``.env``."""

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

DEFAULT_MODEL = "smollm2-135m-instruct"


class Settings(BaseSettings):
    """The settings. Each field's description is what README's table shows."""

    model_config = SettingsConfigDict(
        env_prefix="QUIRE_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = Field(
        None, description="The bot's token from Discord's developer portal; `quire run` needs it."
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("quire", appauthor=False),
        description="Where the database and the model's weights live.",
    )
    muse: Literal["local", "remote", "scripted", "off"] = Field(
        "local",
        description="Who writes: `local` (a model on this machine), `remote` (a server that speaks OpenAI's "
        "protocol), `scripted` (fixed texts) or `off`.",
    )
    model: str = Field(
        DEFAULT_MODEL,
        description="The model: the built-in default, a hub id such as `gpt2`, or a local folder.",
        min_length=1,
    )
    model_revision: str | None = Field(
        None, description="The revision (branch, tag or commit) of a hub model."
    )
    remote_url: str | None = Field(
        None, description="The remote muse's server, such as `http://127.0.0.1:8000/v1`."
    )
    remote_model: str | None = Field(None, description="The model's name on that server.")
    remote_key: SecretStr | None = Field(None, description="That server's key, if it wants one.")
    remote_rows: int = Field(
        8, ge=1, le=1000, description="How many texts that server writes side by side at most."
    )
    device: str = Field("auto", description="Where the model runs: `auto`, `cpu`, `cuda`, `cuda:1`, `mps`.")
    threads: int = Field(
        0, ge=0, le=256, description="Processor threads for the model; 0: two, or one for each core but one."
    )
    precision: Literal["auto", "int8", "fp32", "bf16"] = Field(
        "auto",
        description="What the model calculates with: `int8` (a CPU's default: fast and small), `fp32`, "
        "`bf16` (a GPU's default).",
    )
    queue_limit: int = Field(
        16, ge=1, le=1000, description="How many wishes may wait for the muse before it refuses."
    )
    member_limit: int = Field(
        2, ge=1, le=1000, description="How many wishes one member may have with the muse at once."
    )
    guild_limit: int = Field(
        12, ge=1, le=1000, description="How many wishes one server may have with the muse at once."
    )
    member_hourly: int = Field(
        60, ge=0, description="How many wishes one member may make of the muse in an hour; 0: any number."
    )
    guild_hourly: int = Field(
        0, ge=0, description="How many wishes one server may make of the muse in an hour; 0: any number."
    )
    language: str = Field(
        "en", description="The language for texts that are not a reply to one member.", min_length=2
    )
    members_intent: bool = Field(
        False,
        description="Whether the bot has the Server Members intent (switch it on in the portal first): "
        "then it knows at once who leaves; without it, when their turn comes.",
    )
    content_intent: bool = Field(
        False,
        description="Whether the bot has the Message Content intent (switch it on in the portal first): only "
        "then can `/limits set haiku on` have it spot haiku in a channel's talk. Nothing else needs it.",
    )
    departed_days: int = Field(
        30,
        ge=0,
        le=3650,
        description="How many days a server's stories and settings are kept after the bot was removed from "
        "it; 0: for ever.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    log_format: Literal["console", "json"] = Field(
        "console", description="Logs for people (`console`) or for machines (`json`)."
    )

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        # Neither `~` from a file nor a relative path may mean another folder at the next start.
        return path.expanduser().absolute()

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return self.data_dir / "quire.sqlite3"

    @property
    def models_dir(self) -> Path:
        """The folder of converted and downloaded weights."""
        return self.data_dir / "models"


def load_settings(**overrides: object) -> Settings:
    """Read the settings; ``overrides`` win over the environment.

    Raises:
        SettingsError: a setting is wrong; the message names it and what it must be.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "QUIRE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(
            f"{name} is not right: {first['msg']}. Correct it in the environment or in .env."
        ) from None
    except (OSError, UnicodeDecodeError, RuntimeError) as error:
        raise SettingsError(
            f"The settings cannot be read ({error}); mend .env in this folder, or start from another one."
        ) from None
