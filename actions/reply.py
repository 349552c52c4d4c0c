"""The one thing that is said for a message: everything it was understood to say, answered in order."""
from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.answers.reading import from_json
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.render import markdown


class ActionReply(Action):
    def name(self) -> Text:
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        readings = [from_json(reading) for reading in tracker.latest_message.get("readings", ())]
        article = load_article()
        for said in say(readings, article, load_replies()):
            dispatcher.utter_message(
                text=markdown.render(said, article),
                buttons=[{"title": choice.title, "payload": choice.payload} for choice in said.choices] or None,
                json_message=said.custom,
            )
        return []
