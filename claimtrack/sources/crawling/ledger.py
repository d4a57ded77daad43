"""What is due and done of each source, and where its numbers are capped."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.sources.crawling.job import Done, Job, Role
from claimtrack.sources.crawling.task import Task


@dataclass(slots=True)
class Account:
    """One source's numbers; `due` are the tasks that are not through."""

    due: int = 0
    requests: int = 0
    listings: int = 0
    pages: int = 0
    complete: bool = True
    closed: bool = False


class Ledger:
    """Every source's account, and the addresses that were taken on: each address once a run."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._accounts = {source.id: Account() for source in job.sources}
        self._seen: set[str] = set()
        self._pages = 0
        self._capped: set[tuple[str, str]] = set()

    def __getitem__(self, source_id: str) -> Account:
        return self._accounts[source_id]

    @property
    def open(self) -> bool:
        """Whether some source is not done."""
        return any(not account.closed for account in self._accounts.values())

    def take_on(self, task: Task) -> str | None:
        """Return None when the task is to be done, else why it is left out: "" when it was taken on before, or for
        `max_pages`, else the cap that is to be told."""
        if task.url in self._seen:
            return ""
        account = self[task.source.id]
        refused = self._over(account, task)
        if refused is not None:
            account.complete = False
            known = (task.source.id, refused) in self._capped
            self._capped.add((task.source.id, refused))
            return "" if known else refused
        self._seen.add(task.url)
        account.due += 1
        account.listings += task.role is Role.LISTING
        account.pages += task.role is not Role.LISTING
        self._pages += task.role is not Role.LISTING
        return None

    def settle(self, task: Task) -> None:
        """Count a task as through."""
        self[task.source.id].due -= 1

    def close(self, source_id: str) -> Done | None:
        """Return the source's Done when nothing of it is due, once."""
        account = self[source_id]
        if account.due or account.closed:
            return None
        account.closed = True
        return Done(source_id=source_id, requests=account.requests, complete=account.complete)

    def _over(self, account: Account, task: Task) -> str | None:
        caps = self._job.caps
        if task.role is Role.LISTING:
            return f"more than {caps.listings:,} listings" if account.listings >= caps.listings else None
        if self._job.max_pages is not None and self._pages >= self._job.max_pages:
            return ""
        if account.pages >= caps.pages:
            return f"more than {caps.pages:,} pages in one run"
        return f"more than {caps.total:,} pages of all sources in one run" if self._pages >= caps.total else None
