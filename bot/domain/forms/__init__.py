"""The poetic forms. Each file here that has ``FORMS`` declares some; nothing else knows their names."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bot.domain.forms.form import Form


@cache
def forms() -> dict[str, Form]:
    """Return every form by its name, in the alphabet's order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    declared = [form for module in modules for form in getattr(module, "FORMS", ())]
    return {form.name: form for form in sorted(declared, key=lambda form: form.name)}
