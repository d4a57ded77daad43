"""Words of change, with their direction."""

from __future__ import annotations


def _forms(direction: str, words: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), direction)


CHANGE_VERBS: dict[str, str] = (
    _forms("up", "rise rises rose risen rising grow grows grew grown growing climb climbs climbed climbing increase "
                 "increases "
           "increased increasing jump jumps jumped jumping surge surges surged surging soar soars soared soaring "
           "gain gains "
           "gained gaining adds added adding expand expands expanded expanding swell swells swelled swollen "
           "swelling "
           "rocket rocketed skyrocket skyrocketed spike spiked spiking rally rallied balloon ballooned ballooning "
           "advance advanced advancing mount mounted accelerate accelerated raise raised raising lift lifted boost "
           "boosted "
           "hiked hike shoot shot shooting leap leapt leaped edged inch inched inching widened widen quicken "
           "strengthened rebounded")
    | _forms("down", "fall falls fell fallen falling drop drops dropped dropping decline declines declined "
                     "declining decrease "
             "decreases decreased decreasing lose loses lost losing plunge plunges plunged plunging plummet "
             "plummets plummeted "
             "plummeting shrink shrinks shrank shrunk shrinking slide slides slid sliding slip slips slipped "
             "slipping tumble "
             "tumbles tumbled tumbling sink sinks sank sunk sinking narrow narrowed narrowing reduce reduced "
             "reducing cut "
             "cutting cuts slump slumped slumping dip dips dipped dipping shed sheds shedding ease eased easing "
             "contract "
             "contracted contracting lower lowered lowering dive dived crash crashed slash slashed retreat retreated "
             "dwindle dwindled dwindling weaken weakened trim trimmed slow slowed slowing shortened shorten sagged")
)  # fmt: skip
# Verbs that move without a direction of their own.
MOVE_VERBS = frozenset(
    "go goes went gone going move moves moved moving change changed changing swing swung shift shifted range "
    "pass passed turn turned revised revise".split()
)
CHANGE_NOUNS: dict[str, str] = _forms(
    "up", "increase increases rise rises growth gain gains jump jumps surge surges spike spikes climb expansion "
          "uptick hike "
          "upswing boost improvement leap"
) | _forms(
    "down", "decrease decreases decline declines drop drops fall falls reduction reductions cut cuts loss losses "
            "dip dips plunge "
            "slump downturn decreases shrinkage contraction"
)  # fmt: skip
COMPARATIVES: dict[str, str] = _forms("up", "higher more larger greater bigger above dearer costlier pricier") | _forms(
    "down", "lower less fewer smaller below cheaper"
)
PARTICLES: dict[str, str] = {
    "up": "up", "down": "down", "upward": "up", "upwards": "up", "downward": "down", "downwards": "down",
}  # fmt: skip
# Verbs that "up" belongs to, so that it is no movement: "gave up 517 yards".
PHRASAL = frozenset(
    "gave give gives given giving make makes made making set sets setting pick picks picked picking end ends ended "
    "show shows "
    "showed sign signed signs lead took take takes turn turned turns wind open opened put puts back backed bring "
    "brought add adds".split()
)
# Words that may stand between a change word and its number.
BETWEEN = frozenset(
    "by to about around roughly nearly almost approximately over more than least only just another a an some an "
    "estimated "
    "as much many sharply slightly modestly further close of up under less well even between from".split()
)
