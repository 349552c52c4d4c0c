"""The one thing that is said for a message: everything it was understood to say, answered in order."""
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.answers.reading import from_json
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.render.message import to_message


class ActionReply(Action):
    """Says what was understood (`readings`, put on the message by bot.nlu.interpreter)."""

    def name(self) -> str:
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Dict[str, Any]]:
        readings = [from_json(reading) for reading in tracker.latest_message.get("readings", ())]
        article = load_article()
        for said in say(readings, article, load_replies()):
            message = to_message(said, article)
            dispatcher.utter_message(text=message["text"], buttons=message.get("buttons"), json_message=message["custom"])
        return []
