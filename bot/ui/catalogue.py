"""Every text that members see is a :class:`Text`, and becomes a string here, in their language."""

import gettext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "locales"
DOMAIN = "quire"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of the catalogue with the values it needs. A value may be a Text itself."""

    message: str
    values: dict[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int = 0


def msg(message: str, /, **values: object) -> Text:
    """Name a sentence of the catalogue. ``message`` must be a literal, so that it can be extracted."""
    return Text(message, values)


def msgs(singular: str, plural: str, count: int, /, **values: object) -> Text:
    """Name a sentence that depends on ``count``, which it may show as ``{count}``."""
    return Text(singular, values | {"count": count}, plural, count)


class Catalogue:
    """The translations. A language that is not there falls back to English."""

    def __init__(self, locales: Path = LOCALES) -> None:
        self._locales = locales
        self._translations = cache(self._load)

    def render(self, text: Text, language: str) -> str:
        """Return ``text`` in ``language``, a code such as ``de`` or ``en-US``."""
        translations = self._translations(language)
        if text.plural is None:
            pattern = translations.gettext(text.message)
        else:
            pattern = translations.ngettext(text.message, text.plural, text.count)
        values = {
            name: self.render(value, language) if isinstance(value, Text) else value
            for name, value in text.values.items()
        }
        return pattern.format(**values)

    def speaks(self, language: str) -> bool:
        """Tell whether there is a translation into that language."""
        return isinstance(self._translations(language), gettext.GNUTranslations)

    def speaker(self, language: str) -> "Say":
        """Return a renderer bound to a language."""
        return Say(self, language)

    def _load(self, language: str) -> gettext.NullTranslations:
        code = language.replace("-", "_")
        return gettext.translation(DOMAIN, self._locales, [code, code.split("_")[0]], fallback=True)


@dataclass(frozen=True, slots=True)
class Say:
    """Renders texts in one language: ``say(msg("Hello"))``."""

    catalogue: Catalogue
    language: str

    def __call__(self, text: Text) -> str:
        """Return the text in this language."""
        return self.catalogue.render(text, self.language)
