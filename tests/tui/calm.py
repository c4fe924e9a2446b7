"""Waiting for the screen: until everything that a key set off is done, by looking, and never for a length of time.

Textual's pilot waits until the processor has idled for 20 ms: slow on a quiet machine, too short on a busy one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from textual._context import active_app
from textual.app import App
from textual.message_pump import MessagePump

SOON = 0.1
"""Seconds: a timer that rings once and sooner than this is a part of what the key set off."""
LONGEST = 60.0
"""Seconds that anything may take; more is a fault, on the slowest machine too."""
LOOKS = 3
"""Looks, one after the other, that have to find nothing under way."""


async def calm(*_times: float) -> None:
    """Wait until no message, callback, repaint or short timer of the running app is left."""
    app = active_app.get()
    until = time.monotonic() + LONGEST
    found_nothing = 0
    while found_nothing < LOOKS and not app._exception:
        await asyncio.sleep(0)
        left = _under_way(app)
        found_nothing = 0 if left else found_nothing + 1
        if left and time.monotonic() > until:
            raise TimeoutError(f"still under way: {left}")
        if left == "a timer":
            await asyncio.sleep(0.001)
        elif app._screen_stack and (not left or left == "a callback after the repaint"):
            app.screen._on_timer_update()


def _under_way(app: App[object]) -> str:
    for pump in _pumps(app):
        if not _waits_for_a_message(pump):
            return f"a message of {pump!r}"
        if pump._next_callbacks:
            return f"a callback of {pump!r}"
        if any(_rings_soon(timer) for timer in pump._timers):
            return "a timer"
    if app._screen_stack and app.screen._callbacks:
        return "a callback after the repaint"
    return ""


def _pumps(app: App[object]) -> Iterator[MessagePump]:
    if app.is_running:
        yield app
    for screen in app._screen_stack:
        if screen.is_running:
            yield from (node for node in screen.walk_children(with_self=True) if node.is_running)


def _waits_for_a_message(pump: MessagePump) -> bool:
    queue = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)


def _rings_soon(timer: object) -> bool:
    return timer._repeat == 0 and timer._interval < SOON and timer._task is not None and not timer._task.done()
