"""What is said for a message that has nothing to do with an intake under way: everything it was understood to say, answered in order."""
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import LISTEN, take_turn


class ActionReply(Action):
    """Says what was understood (`readings`, put on the message by bot.nlu.interpreter)."""

    def name(self) -> str:
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Dict[str, Any]]:
        _, events = take_turn(dispatcher, tracker)
        return [*events, LISTEN]
