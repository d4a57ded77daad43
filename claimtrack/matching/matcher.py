"""Linking claims to measures: gates first, then a score from features, then the scope. Explainable, and it abstains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition
from claimtrack.matching import cues, features, flows, labels, other_series, restrictions, scope_cues, standins, thin
from claimtrack.matching.bases import with_bases
from claimtrack.matching.candidates import ANY, MeasureIndex, Wanted, scored, uncovered
from claimtrack.matching.elsewhere import told_elsewhere
from claimtrack.matching.gazetteer import Gazetteer, Mention
from claimtrack.matching.leaders import counted_by, counts_places, places_in_order
from claimtrack.matching.link import Candidate, Leaders, Link, Rival, Unlinked
from claimtrack.matching.profile import ClaimWords, MeasureWords, all_measure_words, claim_words, holds
from claimtrack.matching.scopes import DocumentScopes, loose, trail_of
from claimtrack.matching.units import is_rate_of, unit_fits
from claimtrack.matching.words import tokens
from claimtrack.quantity import Role

THRESHOLD = 0.64
CARRIED_ON = "what it counts is left out; the count before it was taken to go on"
OF_A_PLACE = "it says more of a count before it, and which place that is of is not sure"
BY_THE_REST = "its words fit several datasets; the rest of the article tells which"
NEAR = 0.045
"""Two candidates this near cannot be told apart."""
PEOPLE = "resident"
"""What "23 million Floridians" counts."""
Values = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each dataset, the values of each of its dimensions."""


class Matcher:
    """The measures of a workspace, ready to be matched against claims."""

    def __init__(self, descriptors: Iterable[Descriptor], values: Values) -> None:
        self._descriptors = {descriptor.name: descriptor for descriptor in with_bases(descriptors)}
        self._gazetteers = {
            name: Gazetteer(descriptor, dict(values.get(name, {}))) for name, descriptor in self._descriptors.items()
        }
        measures = [
            measure
            for name, descriptor in self._descriptors.items()
            for measure in all_measure_words(descriptor, self._gazetteers[name].wordings)
        ]
        self._measures = {(m.dataset, m.definition.name): m for m in measures}
        self._document: Document | None = None
        self._scopes: dict[str, DocumentScopes] = {}
        self._index = MeasureIndex([m for m in measures if m.definition.flow_of is None])
        self._stood_for = standins.by_last_word(self._index.names)

    def link(
        self, claim: Claim, document: Document, wanted: Wanted = ANY, before: Link | None = None
    ) -> Link | Unlinked:
        """Return the measure and scope that a claim speaks of, or why there is none.

        `wanted` restricts the candidates. `before` is the link of the last number before it that has one: a number
        whose noun is left out may carry on with it.
        """
        words = claim_words(claim, document, _dataset_of(before))
        by = counted_by(claim, document.text)
        words = replace(words, said_of=(by, *words.said_of)) if by else words
        found = self._candidates(claim, document, words, wanted)
        if isinstance(found, Unlinked):
            return self._carried_on(claim, document, words, before) or found
        most = max(features.said(c) for c in found)
        near = self._of_its_kind(claim, words, [c for c in found if most - features.said(c) < NEAR])
        scoped = [self._with_scope(claim, document, words, c) for c in near]
        links = self._told_apart(self._fitting([link for link in scoped if isinstance(link, Link)]))
        if not links:
            return next(link for link in scoped if isinstance(link, Unlinked))
        best = self._sure_of_place(self._placed_as(before, links[0], claim), claim, document)
        if not best.scope and best.leaders is None and restrictions.is_part_of_a_pronoun(claim, document.text):
            return Unlinked(code="SCO", text="it counts a part of what was named before")
        if not (best.scope or best.open_scope or best.leaders) and restrictions.is_out_of_a_whole(claim):
            return Unlinked(code="SCO", text="it is a part of the whole given after it, and of which is not sure")
        others = tuple(c for c in found if c != best.best)
        return replace(best, ambiguous=tuple(_rival(link) for link in links[1:]), alternatives=others)

    def knows(self, candidate: Candidate) -> bool:
        """Return whether the candidate's measure is one of the workspace."""
        return (candidate.dataset, candidate.measure) in self._measures

    def in_scope(self, claim: Claim, document: Document, candidate: Candidate) -> Link | Unlinked:
        """Return the link to a measure that is given, in the scope that the text tells."""
        return self._with_scope(claim, document, claim_words(claim, document, None), candidate)

    def _of_its_kind(self, claim: Claim, words: ClaimWords, near: list[Candidate]) -> list[Candidate]:
        """Return the candidates that the claim's kind or its clause's own words call for, where there are such.

        A share is rather a published one; a measure whose telling words stand in the clause is meant rather than one of
        its dataset that needs none.
        """
        measures = [(c, self._measures[c.dataset, c.measure]) for c in near]
        if claim.quantity.role is Role.SHARE:
            return [c for c, measure in measures if measure.definition.unit == "percent"] or near
        if any(words.ends_with(noun) for _, measure in measures for noun in measure.vague):
            return near
        told = {c for c, m in measures if m.definition.requires and holds(m.definition.requires, words.clause)}
        datasets = {c.dataset for c in told}
        return [c for c in near if c in told or c.dataset not in datasets]

    def _sure_of_place(self, link: Link, claim: Claim, document: Document) -> Link:
        """Return the link, thin where the number says more of a count before it and places were named before."""
        scopes = self._scopes_of(document, link.best.dataset)
        told = link.scope or link.open_scope or link.tentative or link.leaders
        if told or not restrictions.goes_on_with_it(claim) or not scopes.names_before(claim):
            return link
        return replace(link, tentative=OF_A_PLACE)

    def _fitting(self, links: list[Link]) -> list[Link]:
        """Return the links whose dataset models most of what restricts the number; one for the same count twice."""
        if not links:
            return []
        ordered = sorted(links, key=_misfit)
        kept = [link for link in ordered if _misfit(link) == _misfit(ordered[0])]
        return [kept[0], *(link for link in kept[1:] if not self._is_twin(link.best, kept[0].best))]

    def _told_apart(self, links: list[Link]) -> list[Link]:
        """Return the links that the rest of the document leaves, of those that the words cannot tell apart.

        What is so chosen is thin: the rest of a document never carries a discrepancy by itself.
        """
        if len(links) < 2:
            return links
        ordered = sorted(links, key=lambda link: self._order(link.best))
        kept = [link for link in ordered if ordered[0].best.score - link.best.score < NEAR]
        return [replace(kept[0], tentative=kept[0].tentative or BY_THE_REST)] if len(kept) == 1 else links

    def _is_twin(self, candidate: Candidate, best: Candidate) -> bool:
        """Whether a candidate is the best one's count, published in a dataset of another kind."""
        return candidate.measure == best.measure and self._kind(candidate) != self._kind(best)

    def _carried_on(self, claim: Claim, document: Document, words: ClaimWords, before: Link | None) -> Link | None:
        """Return a thin link to the measure counted last, for a number that leaves out what it counts."""
        if before is None or not restrictions.leaves_noun_out(claim, document.text):
            return None
        going_on = self._going_on(claim, before)
        if not unit_fits(claim, self._measures[before.best.dataset, going_on].definition):
            return None
        beside = restrictions.is_set_beside(claim, document.text)
        if beside:
            words = replace(words, restrictors=frozenset())
        link = self._with_scope(claim, document, words, replace(before.best, measure=going_on))
        if not isinstance(link, Link):
            return None
        if restrictions.is_part_of_a_pronoun(claim, document.text):
            near = self._scopes_of(document, before.best.dataset).near(claim)
            return (
                replace(link, tentative=CARRIED_ON) if restrictions.is_tied_part(claim, near, document.text) else None
            )
        if claim.quantity.role is Role.RANK:
            other = tuple(word for word in link.unmodelled if cues.SUPERLATIVE.fullmatch(word) is None)
            return replace(link, scope=link.scope or before.scope, unmodelled=other, open_scope=())
        if restrictions.grows(claim):
            return replace(link, scope=link.scope or before.scope, open_scope=(), tentative=CARRIED_ON)
        same = restrictions.is_the_same(claim) or thin.is_of_a_breakdown(
            claim, self._measures[before.best.dataset, going_on], document.text
        )
        firm = beside or (same and not before.tentative)
        return replace(self._placed_as(before, link, claim), tentative="" if firm else CARRIED_ON)

    def _placed_as(self, before: Link | None, link: Link, claim: Claim) -> Link:
        """Return the link in the place of the number before it, where it says more of the same."""
        if before is None or link.scope or link.leaders:
            return link
        if self._counted(before.best) != self._counted(link.best) or not restrictions.goes_on_with_it(claim):
            return link
        return replace(link, scope=before.scope, open_scope=(), scope_open=False)

    def _counted(self, candidate: Candidate) -> tuple[str, str]:
        """Return what a candidate counts: the same for a stock and for what was added to it."""
        definition = self._measures[candidate.dataset, candidate.measure].definition
        return candidate.dataset, definition.flow_of or definition.name

    def _going_on(self, claim: Claim, before: Link) -> str:
        """Return the measure that a number goes on with: the stock behind a flow, the rate of a count for "per"."""
        definition = self._measures[before.best.dataset, before.best.measure].definition
        if claim.per is not None:
            measures = self._descriptors[before.best.dataset].measures
            rate = next((m for m in measures if is_rate_of(m, definition) and unit_fits(claim, m)), None)
            return definition.name if rate is None else rate.name
        return definition.flow_of or definition.name

    def _order(self, candidate: Candidate) -> tuple[float, bool, str, str]:
        """Sort the best first; a list, which can be counted in any scope, before published counts of the same."""
        return -candidate.score, self._kind(candidate) != "list", candidate.dataset, candidate.measure

    def _kind(self, candidate: Candidate) -> str:
        return self._descriptors[candidate.dataset].kind

    def _candidates(
        self, claim: Claim, document: Document, words: ClaimWords, wanted: Wanted
    ) -> tuple[Candidate, ...] | Unlinked:
        """Return the measures that count the claim's noun, else those named by what the number is said of.

        A share's own noun is what it is a share of ("9.3 % of GDP"): a published share of it that is named goes first.
        So does a name before the number where its noun would be taken from another sentence ("Agencies: 719").
        """
        label_first = claim.quantity.role is Role.SHARE or cues.ELIDED in claim.cues
        if label_first and (labelled := self._labelled(claim, document, words, wanted)):
            return labelled
        if cues.ELIDED in claim.cues and restrictions.is_named_before(claim, document.text):
            return Unlinked(code="COV", text="no dataset in this workspace counts what is named before it")
        placed = any(not cues.EVERYWHERE.issuperset(tokens(place)) for place in words.named_places)
        full = None if placed else standins.stands_for(claim, document.text, self._stood_for)
        own = [words] if words.head is not None and words.phrase else []
        said = [_said_of(words, phrase) for phrase in words.said_of]
        readings = [*said, *own] if cues.ELIDED in claim.cues else [*own, *said]
        readings = [_said_of(words, full), *readings] if full is not None else readings
        readings += [_said_of(words, (PEOPLE,))] if _counts_people(claim, words) else []
        failures = [Unlinked(code="COV", text="the text does not say what is counted")]
        for reading in readings:
            found = self._named_by(claim, document, reading, wanted)
            if not isinstance(found, Unlinked):
                return found
            failures.append(found)
        labelled = () if label_first else self._labelled(claim, document, words, wanted)
        return labelled or failures[min(1, len(failures) - 1)]

    def _labelled(self, claim: Claim, document: Document, words: ClaimWords, wanted: Wanted) -> tuple[Candidate, ...]:
        """Return the measures whose name leads up to the number as a label does, the best first."""
        if claim.quantity.role not in labels.LABELLED or labels.counts_its_own(claim):
            return ()
        label = labels.named_before(claim, document.text, self._index.names, self._index.longest)
        if label is None:
            return ()
        fitting = [
            m for m in self._index.names[label.words]
            if wanted.admits(m)
            and labels.written_unit_fits(label, claim, document.text, m.definition)
            and labels.leads_to(label, claim, document.text, self._scopes_of(document, m.dataset).near(claim), m)
        ]  # fmt: skip
        return self._ranked(_said_of(words, label.words), fitting)[0]

    def _named_by(
        self, claim: Claim, document: Document, words: ClaimWords, wanted: Wanted
    ) -> tuple[Candidate, ...] | Unlinked:
        named = [m for m in self._index.counting(words) if wanted.admits(m)]
        fitting = [
            m
            for m in named
            if unit_fits(claim, m.definition) and not labels.gives_another_unit(claim, document.text, m.definition)
        ]
        if not fitting:
            alike = [m for m in self._index.ending_alike(words) if wanted.admits(m)]
            if alike and not any(unit_fits(claim, m.definition) for m in alike):
                unit = claim.quantity.unit or claim.quantity.role
                return Unlinked(code="COV", text=f"no dataset in this workspace measures it ({unit})")
        ranked, tried = self._ranked(words, fitting)
        return ranked or Unlinked(code="COV", text=uncovered(claim, fitting, tried))

    def _ranked(self, words: ClaimWords, fitting: list[MeasureWords]) -> tuple[tuple[Candidate, ...], list[Candidate]]:
        """Return the candidates that reach the threshold, the best first, and all that were scored."""
        tried: list[Candidate] = []
        for place in (words.clause, words.sentence, words.paragraph, words.document):
            tried = [scored(words, m) for m in fitting if _admits(words, m, place)]
            ranked = sorted((c for c in tried if c.score >= THRESHOLD), key=self._order)
            if ranked:
                return tuple(ranked), tried
        return (), tried

    def _with_scope(self, claim: Claim, document: Document, words: ClaimWords, candidate: Candidate) -> Link | Unlinked:
        if restrictions.is_fragment(claim, document.text):
            return Unlinked(code="AMB", text="digits or numbers beside it may belong to it")
        flow = self._flow(claim, words, candidate, document)
        if isinstance(flow, Unlinked):
            return flow
        candidate = flow
        measure = self._measures[candidate.dataset, candidate.measure]
        refused = restrictions.no_count_of_all(claim, words, measure, document.text)
        if refused:
            return Unlinked(code="SCO", text=refused)
        scopes = self._scopes_of(document, measure.dataset)
        usable = _usable(measure.definition, self._descriptors[measure.dataset])
        led = self._leaders(claim, measure, usable, document)
        if isinstance(led, Unlinked):
            return led
        leaders, unsure = led
        reading = scopes.read(claim, None if leaders is None else leaders.dimension)
        if reading.conflict:
            return Unlinked(code="AMB", text="the text names several scopes for it, or points back to one")
        unmodelled = restrictions.unmodelled(claim, words, measure, reading.sure, document.text)
        elsewhere = told_elsewhere(claim, measure, reading.sure)
        found = other_series.another(claim, words, measure, unmodelled, reading.sure, document.text)
        found = found or (elsewhere if restrictions.is_the_same(claim) else "")
        if found and leaders is None:
            return Unlinked(code="SCO", text=found)
        sure = tuple(mention for mention in reading.sure if mention.dimension in usable)
        maybe = tuple(mention for mention in reading.open_mentions if mention.dimension in usable)
        return Link(
            best=candidate,
            scope=_pairs(sure),
            scope_trail=trail_of(reading, usable),
            unmodelled=tuple(word for word in unmodelled if leaders is None or word != restrictions.PART),
            open_scope=_pairs(maybe),
            tentative=thin.tentative(claim, words, measure, reading.sure, document.text)
            or thin.told_for_a_part(claim, words, measure, reading.sure)
            or elsewhere
            or loose(reading, sure, document.text)
            or unsure,
            explicit=any(topic in words.own for topic in measure.topics),
            likely=reading.likely,
            firm_scope=reading.firm and not restrictions.follows_a_part(claim, document.text),
            scope_of_whole=restrictions.is_scope_of_whole(claim, sure),
            scope_open=not sure and leaders is None and _speaks_of_scopes(scopes, usable, claim),
            leaders=leaders,
        )

    def _leaders(
        self, claim: Claim, measure: MeasureWords, usable: frozenset[str], document: Document
    ) -> tuple[Leaders | None, str] | Unlinked:
        """Return the places of an order that the number is said of, if any, and why that is thin."""
        dimensions = [d for d in self._descriptors[measure.dataset].dimensions if d.name in usable]
        if counts_places(claim, measure, self._descriptors[measure.dataset].dimensions, document.text):
            return Unlinked(code="SCO", text="it only says of how many places a number is told")
        named = self._scopes_of(document, measure.dataset).near(claim)
        return places_in_order(claim, measure, dimensions, named, document.text)

    def _flow(self, claim: Claim, words: ClaimWords, candidate: Candidate, document: Document) -> Candidate | Unlinked:
        """Return the measure of what was added to the candidate where the claim counts that, else the candidate."""
        definition = self._measures[candidate.dataset, candidate.measure].definition
        flow = self._descriptors[candidate.dataset].flow(candidate.measure)
        if flows.left(claim, words) and definition.accumulation == "stock":
            return Unlinked(code="COV", text=f"it counts what left; {candidate.measure} counts what is in force")
        spanned = flow is not None and flows.has_span(claim)
        if flows.is_flow(claim, words, definition, document.text):
            if flow is None or not spanned:
                text = f"it counts what was added; {candidate.measure} counts what is in force"
                return Unlinked(code="COV", text=text)
            return replace(candidate, measure=flow.name)
        if flow is not None and spanned and flows.is_addition(claim, words):
            return replace(candidate, measure=flow.name)
        return candidate

    def _scopes_of(self, document: Document, dataset: str) -> DocumentScopes:
        """Return the document's scopes, read once for all its claims."""
        if self._document is not document:
            self._document, self._scopes = document, {}
        if dataset not in self._scopes:
            self._scopes[dataset] = DocumentScopes(document, self._gazetteers[dataset])
        return self._scopes[dataset]


def _counts_people(claim: Claim, words: ClaimWords) -> bool:
    """Whether the number counts people that are called by their place alone; a share of them is of something else."""
    return claim.quantity.role is Role.LEVEL and claim.quantity.unit is None and restrictions.names_people(words)


def _speaks_of_scopes(scopes: DocumentScopes, usable: frozenset[str], claim: Claim) -> bool:
    """Whether scopes are named near the number without restricting it: taking the whole is then an assumption."""
    if scope_cues.NATIONWIDE.search(claim.sentence.text):
        return False
    return any(mention.dimension in usable for mention in scopes.near(claim))


def _misfit(link: Link) -> tuple[int, int]:
    """How badly a dataset fits what restricts the number: first what it lacks, then what it does not resolve."""
    return len(link.unmodelled), -len(link.scope)


def _rival(link: Link) -> Rival:
    return Rival(
        best=link.best, scope=link.scope, open_scope=link.open_scope, unmodelled=link.unmodelled,
        scope_of_whole=link.scope_of_whole, leaders=link.leaders,
    )  # fmt: skip


def _said_of(words: ClaimWords, phrase: tuple[str, ...]) -> ClaimWords:
    """Return a claim's words with what its number is said of as what it counts."""
    return replace(words, phrase=phrase, head=phrase[-1], entity=" ".join(phrase))


def _dataset_of(before: Link | None) -> str | None:
    """Return the dataset of the number before, unless that was itself a choice among several."""
    return None if before is None or before.ambiguous or before.tentative == BY_THE_REST else before.best.dataset


def _admits(words: ClaimWords, measure: MeasureWords, place: str) -> bool:
    """Whether the measure may be meant at all: nothing excludes it, and the words it requires stand in `place`."""
    definition = measure.definition
    if any(words.ends_with(noun) for noun in measure.excluded):
        return False
    if definition.turned_away and holds(definition.turned_away, words.clause):
        return False
    return not definition.requires or holds(definition.requires, place)


def _usable(definition: MeasureDefinition, descriptor: Descriptor) -> frozenset[str]:
    """Return the dimensions that can restrict a measure; what it counts cannot restrict it."""
    names = definition.dimensions if definition.dimensions is not None else tuple(d.name for d in descriptor.dimensions)
    alone = definition.columns if len(definition.columns) == 1 else ()
    return frozenset(d.name for d in descriptor.dimensions if d.name in names and d.column not in alone)


def _pairs(mentions: tuple[Mention, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({pair for mention in mentions for pair in mention.pairs}))
