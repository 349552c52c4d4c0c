"""What Rasa works out anew in every turn though it comes to the same every time: worked out once (docs/decisions/0012-milliseconds.md).

Each of these asks whether that holds for the model at hand, and else does what Rasa does. Undone by not calling `install`.
"""
import json
from types import SimpleNamespace
from typing import Any, Callable, Dict, Generic, List, Optional, Tuple, Type, TypeVar

from rasa.core import processor
from rasa.core.actions.action import ActionExtractSlots
from rasa.core.policies import rule_policy
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_VALIDATE_SLOT_MAPPINGS, DEFAULT_SLOT_NAMES, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot

Function = Callable[..., Any]
Owner = TypeVar("Owner")
_MARK = "_ours"


class _Known(Generic[Owner]):
    """What has been found out about things of which a process has a few; a Domain's hash is dear, so they go by their identity."""

    def __init__(self, find_out: Callable[[Owner], bool]) -> None:
        self._find_out = find_out
        self._known: Dict[int, Tuple[Owner, bool]] = {}

    def of(self, owner: Owner) -> bool:
        if id(owner) not in self._known:
            self._known[id(owner)] = (owner, self._find_out(owner))
        return self._known[id(owner)][1]


def install() -> None:
    """For this process; a second time changes nothing."""
    if hasattr(Domain.is_empty, _MARK):
        return
    Domain.is_empty = _once(Domain.is_empty)
    RulePolicy._find_action_from_rules = _where_texts_have_rules(RulePolicy._find_action_from_rules)
    ActionExtractSlots.run = _where_slots_are_extracted(ActionExtractSlots.run)
    Event.resolve_by_type = staticmethod(_remembered(Event.resolve_by_type))
    Slot.__copy__ = _copied
    # Both copy what they tell in lines of the lowest level, written or not, and nothing else.
    processor.copy = rule_policy.copy = SimpleNamespace(deepcopy=lambda value: value)


def _copied(slot: Slot) -> Slot:
    """As copy.copy does it by itself, which asks first how it is to be done: a tracker is made anew six times a turn, each time with all slots."""
    copied: Slot = object.__new__(type(slot))
    copied.__dict__.update(slot.__dict__)
    return copied


def _once(is_empty: Function) -> Function:
    """Whether a domain is empty, for which Rasa makes an empty one and compares all of both."""
    known: _Known[Domain] = _Known(is_empty)

    def of(domain: Domain) -> bool:
        return known.of(domain)
    setattr(of, _MARK, True)
    return of


def _where_texts_have_rules(find: Function) -> Function:
    """Rasa looks for a rule for the very text of a message first, and then for one for its intent."""
    by_intent: _Known[RulePolicy] = _Known(
        lambda policy: all(map(_needs_an_intent, (*policy.lookup.get(RULES, ()), *policy.lookup.get(RULES_FOR_LOOP_UNHAPPY_PATH, ())))))

    def of(policy: RulePolicy, tracker: Any, domain: Domain, use_text_for_last_user_input: bool) -> Any:
        if use_text_for_last_user_input and by_intent.of(policy):
            return None, None, False
        return find(policy, tracker, domain, use_text_for_last_user_input)
    return of


def _needs_an_intent(key: str) -> bool:
    """Whether a rule cannot apply right after a message of which no intent is told."""
    last: Dict[str, Any] = json.loads(key)[-1]
    return last.get(PREVIOUS_ACTION, {}).get("action_name") != ACTION_LISTEN_NAME or bool(last.get(USER, {}).get("intent"))


def _where_slots_are_extracted(run: Function) -> Function:
    """Rasa looks through the mappings of all slots for what a message may fill them with: with nothing, where actions alone set them."""
    by_actions: _Known[Domain] = _Known(_actions_set_all)

    async def of(action: ActionExtractSlots, channel: Any, nlg: Any, tracker: Any, domain: Domain) -> List[Event]:
        return [] if by_actions.of(domain) else list(await run(action, channel, nlg, tracker, domain))
    return of


def _actions_set_all(domain: Domain) -> bool:
    mappings = [mapping for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES for mapping in slot.mappings]
    return all(mapping == {"type": "custom"} for mapping in mappings) and ACTION_VALIDATE_SLOT_MAPPINGS not in domain.user_actions


def _remembered(resolve: Function) -> Function:
    """The class of events of a name, for which Rasa walks through all classes there are."""
    known: Dict[str, Type[Event]] = {}

    def of(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
        if type_name not in known:
            found = resolve(type_name, default)
            if found is None or found.type_name != type_name:
                return found
            known[type_name] = found
        return known[type_name]
    return of
