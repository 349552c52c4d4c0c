"""What is worked out once comes to what Rasa works out every time, for models like ours and for others."""
import asyncio
import json
from typing import Any, Iterator, List, Tuple

import pytest
from rasa.core import processor
from rasa.core.actions.action import ActionExtractSlots
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.policies import rule_policy
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot import settings
from bot.channels import unchanging

IS_EMPTY, FIND, EXTRACT, RESOLVE = Domain.is_empty, RulePolicy._find_action_from_rules, ActionExtractSlots.run, Event.resolve_by_type
COPIES = processor.copy, rule_policy.copy

OURS = Domain.load(str(settings.ROOT / "domain.yml"))
FILLED = Domain.from_dict({"intents": ["ask"], "actions": ["act"], "slots": {
    "said": {"type": "text", "mappings": [{"type": "from_text"}]}, "meant": {"type": "text", "mappings": [{"type": "from_intent", "value": "yes"}]}}})
LISTEN = {"prev_action": {"action_name": "action_listen"}}
BY_INTENT = [{**LISTEN, "user": {"intent": "ask"}}]
BY_TEXT = [{**LISTEN, "user": {"text": "hello"}}]
IN_ANY_CASE = [LISTEN]
AFTER_THE_ACTION = [{"prev_action": {"action_name": "act"}}]


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    unchanging.install()
    unchanging.install()
    yield
    Domain.is_empty, RulePolicy._find_action_from_rules, ActionExtractSlots.run = IS_EMPTY, FIND, EXTRACT
    Event.resolve_by_type = staticmethod(RESOLVE)
    processor.copy, rule_policy.copy = COPIES
    del Slot.__copy__


@pytest.mark.parametrize(("domain", "empty"), [(OURS, False), (FILLED, False), (Domain.empty(), True)])
def test_whether_a_domain_is_empty(domain: Domain, empty: bool) -> None:
    assert [domain.is_empty(), domain.is_empty(), IS_EMPTY(domain)] == [empty] * 3


def said(domain: Domain, text: str) -> DialogueStateTracker:
    events = [ActionExecuted("action_listen"), UserUttered(text, intent={"name": "ask", "confidence": 1.0})]
    return DialogueStateTracker.from_events("rest:a", events, slots=domain.slots)


@pytest.mark.parametrize("domain", [OURS, FILLED])
def test_what_a_message_fills(domain: Domain) -> None:
    async def extracted(run: Any) -> List[Event]:
        return list(await run(ActionExtractSlots(None), None, TemplatedNaturalLanguageGenerator({}), said(domain, "hello"), domain))

    found = asyncio.run(extracted(ActionExtractSlots.run))
    assert found == asyncio.run(extracted(EXTRACT))
    assert found == ([] if domain is OURS else [SlotSet("said", "hello"), SlotSet("meant", "yes")])


@pytest.mark.parametrize("rules", [[BY_INTENT], [BY_INTENT, AFTER_THE_ACTION], [BY_INTENT, BY_TEXT], [IN_ANY_CASE], [AFTER_THE_ACTION]])
@pytest.mark.parametrize("unhappy", [[], [IN_ANY_CASE], [AFTER_THE_ACTION]])
@pytest.mark.parametrize("text", ["hello", "else"])
def test_what_the_rules_lead_to(rules: Any, unhappy: Any, text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
    policy = RulePolicy(RulePolicy.get_default_config(), storage, Resource("rules"), ExecutionContext(GraphSchema({})))
    policy.lookup = {RULES: {json.dumps(rule): "act" for rule in rules}, RULES_FOR_LOOP_UNHAPPY_PATH: {json.dumps(rule): "" for rule in unhappy}}
    found = policy.predict_action_probabilities(said(FILLED, text), FILLED)
    unchanged = RulePolicy._find_action_from_rules
    RulePolicy._find_action_from_rules = FIND
    rasas = policy.predict_action_probabilities(said(FILLED, text), FILLED)
    RulePolicy._find_action_from_rules = unchanged
    assert told(found) == told(rasas)


def told(prediction: Any) -> Tuple[Any, ...]:
    return prediction.probabilities, prediction.action_metadata, prediction.is_end_to_end_prediction, prediction.events


@pytest.mark.parametrize("name", ["user", "bot", "slot", "action", "followup", "session_started"])
def test_the_class_of_an_event(name: str) -> None:
    assert Event.resolve_by_type(name) is Event.resolve_by_type(name) is RESOLVE(name)


def test_an_event_that_nobody_knows() -> None:
    assert Event.resolve_by_type("none such", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="none such"):
        Event.resolve_by_type("none such")


def test_a_copied_slot_is_one_of_its_own() -> None:
    tracker = DialogueStateTracker("a", OURS.slots)
    tracker.update(SlotSet("consent", True))
    copied = tracker.init_copy()
    assert copied.get_slot("consent") is None
    assert tracker.get_slot("consent") is True
    assert {name: type(slot) for name, slot in copied.slots.items()} == {name: type(slot) for name, slot in tracker.slots.items()}
