"""The bot in a simulated Discord, in your browser, without a token.

Nothing here is imported by the bot itself. It needs the ``demo`` extra; without that, importing it fails.
"""

from typing import TYPE_CHECKING

import simcord  # noqa: F401 - here, so that a missing extra is noticed before anything is begun

if TYPE_CHECKING:
    from bot.settings import Settings

NO_BROWSER = 2


async def run_demo(settings: "Settings", *, port: int, open_browser: bool, check: bool) -> int:
    """Run the demo until Ctrl-C, or with ``check`` drive it through a browser; return the exit status.

    Raises:
        OperatorError: it cannot run here; the message says what to do.
    """
    if not check:
        from bot.demo.stage import run_until_stopped

        return await run_until_stopped(settings, port=port, open_browser=open_browser)
    try:
        from bot.demo.check import run_check
    except ModuleNotFoundError as error:
        print(f"The check needs {error.name}: pip install 'quire[demo]'")
        return NO_BROWSER
    return await run_check(settings)
