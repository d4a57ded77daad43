"""What went wrong with a request, said as a Problem: what, where, how to mend it, and whether it will last."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionLost

from claimtrack.cleaning import clean_line
from claimtrack.errors import ClaimtrackError
from claimtrack.sources.crawling.job import Problem
from claimtrack.sources.crawling.task import Task

GONE = (404, 410)
LATER = "it is asked for again in the next run"
NO_HINT = "look at the address in a browser; leave it out if it stays so"
_USER = re.compile(r"//[^/?#]*@")
_TLS = ("ssl", "tls", "certificate")


class GivenUpError(IgnoreRequest):
    """A request that is not made, or an answer that is not taken, for a reason that is said."""

    def __init__(self, code: str, message: str, hint: str, *, lasting: bool = True) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
        self.lasting = lasting


class PutOffError(GivenUpError):
    """A host that asks for more time than the crawl has; nothing more is asked of it in this run."""

    def __init__(self, message: str) -> None:
        super().__init__("put-off", message, LATER, lasting=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault before it has a source and an address; `silent` says that the host gave no answer at all."""

    code: str
    message: str
    hint: str
    lasting: bool = False
    silent: bool = False


INSECURE = Fault("insecure", "the connection is not secure: its certificate can't be trusted", NO_HINT)
FAULTS: tuple[tuple[tuple[type[BaseException], ...], Fault], ...] = (
    ((DownloadTimeoutError,), Fault("timeout", "no whole answer came in time", LATER, silent=True)),
    ((CannotResolveHostError,), Fault("unreachable", "no such host, or no network", "check its name", silent=True)),
    (
        (DownloadConnectionRefusedError, ConnectError, ConnectionLost),
        Fault("unreachable", "the connection failed", LATER, silent=True),
    ),
    (
        (DownloadCancelledError,),
        Fault("too-large", "the answer is over the cap of bytes", "leave the address out", lasting=True),
    ),
    ((ResponseDataLossError,), Fault("broken", "the answer was cut off", LATER)),
    ((DownloadFailedError,), Fault("broken", "the server's answer is broken", LATER)),
)


def of_error(error: BaseException, refusal: ClaimtrackError | None = None) -> Fault:
    """Return what an error of Scrapy or Twisted stands for; `refusal` is the guard's, if it refused the host."""
    if refusal is not None:
        return Fault("refused", refusal.message, refusal.hint, lasting=True)
    if isinstance(error, GivenUpError):
        return Fault(error.code, str(error), error.hint, error.lasting)
    if isinstance(error, IgnoreRequest):
        return _ignored(str(error))
    if isinstance(error, DownloadFailedError) and any(word in str(error).lower() for word in _TLS):
        return INSECURE
    for kinds, fault in FAULTS:
        if isinstance(error, kinds):
            return fault
    said = clean_line(f"{type(error).__name__} {error}")[:100]
    return Fault("broken", f"the server's answer can't be read ({said})", LATER)


def of_status(status: int) -> Fault:
    """Return what an answer without a page stands for."""
    if status in GONE:
        return Fault("gone", f"the server answered {status}", "leave the address out if it stays so", lasting=True)
    return Fault("status", f"the server answered {status}", LATER if status >= 500 or status == 429 else NO_HINT)


def as_problem(fault: Fault, task: Task, final_url: str = "") -> Problem:
    """Return the fault of a task as a Problem; a redirect's end is told where it differs."""
    shown = _USER.sub("//", final_url)[:200]
    over = f", redirected to {shown}" if final_url and final_url != task.url else ""
    return Problem(
        source_id=task.source.id,
        url=task.url,
        code=fault.code,
        message=clean_line(fault.message + over),
        hint=fault.hint,
        role=task.role,
        lasting=fault.lasting,
    )


def _ignored(said: str) -> Fault:
    """Return what Scrapy ignores of itself: it names its reasons in English alone."""
    if "robots.txt" in said:
        return Fault("robots", "robots.txt does not allow it", "leave the address out, or ask the site", lasting=True)
    if "redirect" in said:
        return Fault("redirects", "it redirects in a loop or too often", NO_HINT, lasting=True)
    return Fault("too-large", "it unpacks to more than the cap of bytes", "leave the address out", lasting=True)
