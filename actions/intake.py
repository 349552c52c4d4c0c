"""The guided intake: called by Rasa's form `intake_form` for every message while it is active, and when it begins."""
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import LISTEN, take_turn
from bot.intake import state as states
from bot.intake.state import REVIEW, SLOT


class ValidateIntakeForm(Action):
    """Says the turn itself and tells the form what is asked now, so that one call does for a whole turn."""

    def name(self) -> str:
        return "validate_intake_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Dict[str, Any]]:
        state, events = take_turn(dispatcher, tracker)
        asked = REVIEW if state.status == REVIEW else state.slot if state.active else None  # with nothing asked the form ends
        # A slot is always set: a form that sets none in a turn is taken to have failed, and everything is asked of Rasa's rules anew.
        return [*(events or [SlotSet(SLOT, states.to_json(state))]), SlotSet("requested_slot", asked), LISTEN]
