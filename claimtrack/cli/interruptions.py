"""Ctrl-C that is never lost: Python drops what is raised in destructors and in callbacks of weak references."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

AGAIN_AFTER = 0.05
"""Seconds until an interruption that was dropped is delivered again: the destructor is left by then."""


def deliver_again() -> None:
    """Have an interruption delivered anew wherever Python drops it, so that it always ends the command.

    The database library's own callbacks run at any moment: of interruptions in short runs one in forty fell into one.
    """
    sys.unraisablehook = _heed


def _heed(dropped: UnraisableHookArgs) -> None:
    if not issubclass(dropped.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(dropped)
        return
    from _thread import interrupt_main
    from threading import Timer

    timer = Timer(AGAIN_AFTER, interrupt_main)
    timer.daemon = True
    timer.start()
