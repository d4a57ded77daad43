"""Scrapy's settings for a job: everything that is not needed is off."""

from __future__ import annotations

from typing import Any

from claimtrack.sources.crawling.job import Job
from claimtrack.sources.crawling.resolver import PRIVATE_HOSTS

HERE = "claimtrack.sources.crawling"
CONNECTIONS_PER_HOST = 2


def scrapy_settings(job: Job) -> dict[str, Any]:
    """Return the settings of a crawl of this job."""
    return {
        **_ONLY_WHAT_IS_NEEDED,
        PRIVATE_HOSTS: list(job.private_hosts),
        "TWISTED_DNS_RESOLVER": f"{HERE}.resolver.GuardedResolver",
        "REACTOR_THREADPOOL_MAXSIZE": 20,
        "USER_AGENT": job.user_agent,
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 0,  # The spider holds back; a number here would let dead hosts fill it.
        "CONCURRENT_REQUESTS_PER_DOMAIN": CONNECTIONS_PER_HOST,
        "DOWNLOAD_DELAY": job.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,  # A promised delay is the least one.
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": job.delay,
        "DOWNLOAD_TIMEOUT": job.caps.seconds,
        "DOWNLOAD_MAXSIZE": job.caps.page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": job.caps.redirects,
        "RETRY_TIMES": job.caps.retries,
    }


_ONLY_WHAT_IS_NEEDED: dict[str, Any] = {
    "LOG_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "HTTPPROXY_ENABLED": False,  # A proxy would connect to what the guard never sees.
    "HTTPERROR_ALLOW_ALL": True,
    "STATS_DUMP": False,
    "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
    "DOWNLOADER_MIDDLEWARES": {
        f"{HERE}.gate.Gate": 40,
        f"{HERE}.politeness.PatientRetry": 550,
        f"{HERE}.gate.Wire": 605,  # Before redirects and unpacking.
        "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    },
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
        "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    },
    "EXTENSIONS": {
        f"{HERE}.politeness.CrawlDelay": 10,  # After AutoThrottle, whose answer it raises.
        "scrapy.extensions.memusage.MemoryUsage": None,
        "scrapy.extensions.logstats.LogStats": None,
        "scrapy.extensions.remote_control.RemoteControl": None,
    },
}
