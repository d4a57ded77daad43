from __future__ import annotations

import pytest
from lxml import html

from claimtrack.corpus.pruning import PRUNE_RULES, prune

STORY = "<p>The county has received 1,204 claims since the river rose, the clerk said on Monday.</p>" * 3


def text_after(body: str) -> str:
    tree = html.document_fromstring(f"<html><body><h1>Title</h1>{body}</body></html>")
    prune(tree)
    return str(tree.text_content())


@pytest.mark.parametrize(
    "markup",
    [
        "<nav>4242</nav>",
        "<nav><ul><li class='menu-item'><a aria-hidden='true'>4242</a></li></ul></nav>",
        "<aside><p>4242</p></aside>",
        "<footer>4242</footer>",
        "<div role='complementary'>4242</div>",
        "<div class='c-newsletter-box'>4242</div>",
        "<section id='comments'>4242</section>",
        "<ul class='related_links'><li>4242</li></ul>",
        "<p hidden>4242</p>",
        "<p style='color:red; display: none'>4242</p>",
        "<div aria-hidden='true'>4242</div>",
        "<p class='byline'>4242</p>",
        "<script>4242</script>",
        "<button>4242</button>",
        "<s>4242</s>",
    ],
)
def test_taken_away(markup: str) -> None:
    assert (
        text_after(f"{STORY}{markup}tail") == "Title" + html.fromstring(f"<div>{STORY}</div>").text_content() + "tail"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<article class='related subscribe'><p>4242</p></article>",
        "<div class='commentary'><p>4242</p></div>",
        "<div class='shareholders'><p>4242</p></div>",
        "<div class='subscribe-wall'><h1>4242</h1></div>",
        f"<div class='subscribe' hidden>{STORY * 3}4242</div>",
        "<p style='display:block'>4242</p>",
    ],
)
def test_kept(markup: str) -> None:
    assert "4242" in text_after(f"{STORY}{markup}")


def test_rules_have_ids_of_their_own() -> None:
    ids = [rule.id for rule in PRUNE_RULES]
    assert len(set(ids)) == len(ids)
    assert all(rule.tags or rule.roles or rule.words for rule in PRUNE_RULES)
