"""The crawling process: a job on its standard input, events on its standard output; it ends when its input ends.

`python -m claimtrack.sources.crawling.child FOLDER`, started by crawl.py alone. Twisted's reactor can't be started
twice in one process, and a crawl that hangs or dies must not take the pipeline with it.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess

from claimtrack.sources.crawling.settings import scrapy_settings
from claimtrack.sources.crawling.spider import SourcesSpider
from claimtrack.sources.crawling.wire import Writer, decode_job


def main() -> None:
    """Crawl the job that standard input names."""
    out = os.dup(1)
    # What a library prints must not stand between the events.
    os.dup2(2, 1)
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        return
    job = decode_job(line)
    writer = Writer(out, Path(sys.argv[1]))
    process = CrawlerProcess(scrapy_settings(job), install_root_handler=False)
    crawler = process.create_crawler(SourcesSpider)
    process.crawl(crawler, job=job, tell=writer.write)
    threading.Thread(target=_listen, args=(crawler,), daemon=True, name="parent").start()
    process.start(install_signal_handlers=False)


def _listen(crawler: Any) -> None:
    """Pass on how many answers the parent has read; leave at once when it is gone."""
    from twisted.internet import reactor

    while data := os.read(0, 4096):
        reactor.callFromThread(crawler.spider.read, len(data))
    os._exit(0)


if __name__ == "__main__":
    main()
