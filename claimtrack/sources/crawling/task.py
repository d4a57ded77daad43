"""One address that is to be asked for, and the hosts' queues it waits in."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from urllib.parse import urlsplit

from claimtrack.sources.crawling.job import Role
from claimtrack.sources.source import WatchedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An address to ask for, on behalf of a source; `depth` is how many sitemap indexes stand above it."""

    source: WatchedSource
    url: str
    role: Role
    depth: int = 0

    @property
    def host(self) -> str:
        """Return the host, which all politeness goes by."""
        return urlsplit(self.url).hostname or ""


class HostQueues:
    """What waits, by host; within a host the sources take turns, so that none waits for another's thousand pages."""

    def __init__(self) -> None:
        self._hosts: dict[str, dict[str, deque[Task]]] = {}

    def put(self, task: Task) -> None:
        """Add a task at the end of its source's queue."""
        self._hosts.setdefault(task.host, {}).setdefault(task.source.id, deque()).append(task)

    def take(self, host: str) -> Task | None:
        """Return the next task of a host, whose source then stands behind the others."""
        sources = self._hosts.get(host)
        if not sources:
            return None
        source_id = next(iter(sources))
        queue = sources.pop(source_id)
        task = queue.popleft()
        if queue:
            sources[source_id] = queue
        return task

    def drop(self, host: str) -> list[Task]:
        """Return all that waits for a host, and forget it."""
        return [task for queue in self._hosts.pop(host, {}).values() for task in queue]

    def hosts(self) -> list[str]:
        """Return the hosts that something waits for."""
        return [host for host, sources in self._hosts.items() if sources]
