"""Quire: a Discord bot for writing communities, with a muse on your own machine."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("quire")
except PackageNotFoundError:  # running from a checkout that was never installed
    __version__ = "0+unknown"
