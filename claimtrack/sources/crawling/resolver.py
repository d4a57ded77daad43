"""Names resolved for the crawler: what is connected to is what was checked, so a name that changes gains nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from claimtrack.sources.guard import RefusedAddressError, check_ip

if TYPE_CHECKING:
    from scrapy.crawler import CrawlerProcess
    from twisted.internet.base import ReactorBase

PRIVATE_HOSTS = "CLAIMTRACK_PRIVATE_HOSTS"
"""The setting with the hosts that are allowed though they are not public."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """The reactor's own resolver, with the guard behind it; a host with one address that is not public has none.

    `refused` keeps why, by host and port, for the message.
    """

    def __init__(self, reactor: ReactorBase, private_hosts: Sequence[str]) -> None:
        self.refused: dict[tuple[str, int], RefusedAddressError] = {}
        self._reactor: Any = reactor
        self._inner: Any = self._reactor.nameResolver
        self._private_hosts = tuple(private_hosts)

    @classmethod
    def from_crawler(cls, crawler: CrawlerProcess, reactor: ReactorBase) -> GuardedResolver:
        """Build it from Scrapy's settings."""
        return cls(reactor, crawler.settings.getlist(PRIVATE_HOSTS))

    def install_on_reactor(self) -> None:
        """Make it the reactor's resolver, as Scrapy asks of its own."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802  Twisted's name.
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Resolve a name, and tell the receiver of its addresses if every one of them may be connected to."""
        checked = _Checked(resolutionReceiver, self, hostName, portNumber)
        found: IHostResolution = self._inner.resolveHostName(
            checked, hostName, portNumber, addressTypes, transportSemantics
        )
        return found

    def check(self, ip: str, host: str, port: int) -> bool:
        """Whether the guard lets `host` be connected to at `ip`; a refusal is kept."""
        try:
            check_ip(ip, host, port, self._private_hosts)
        except RefusedAddressError as error:
            self.refused[host, port] = error
            return False
        return True


@implementer(IResolutionReceiver)
class _Checked:
    def __init__(self, receiver: Any, resolver: GuardedResolver, host: str, port: int) -> None:
        self._receiver = receiver
        self._resolver = resolver
        self._host = host
        self._port = port
        self._found: list[Any] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._resolver.refused.pop((self._host, self._port), None)
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self._found.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        # None is given on before all are looked at.
        if all(self._resolver.check(found.host, self._host, self._port) for found in self._found):
            for address in self._found:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()
