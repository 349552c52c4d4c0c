"""What both actions do: say what was understood, lead the intake on."""
from functools import partial
from typing import Any, Dict, List, Sequence, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.answers.answer import Said
from bot.answers.reading import from_json
from bot.answers.replies import load_replies
from bot.article import load_article
from bot.intake import move as moves
from bot.intake import state as states
from bot.intake.links import data_link, links_to
from bot.intake.questions import load_questions
from bot.intake.record import CONSENT, KNOWN, SLOTS
from bot.intake.respond import respond, respond_in_public
from bot.intake.state import SLOT, State
from bot.render.message import dialect_of, to_message

Events = List[Dict[str, Any]]
# A turn ends with what is said; told so, Rasa does not ask its policies once more.
LISTEN = FollowupAction("action_listen")


def take_turn(dispatcher: CollectingDispatcher, tracker: Tracker) -> Tuple[State, Events]:
    """Says everything for the latest message. Returns where the intake stands then, and the events that keep it."""
    message, article = tracker.latest_message, load_article()
    before = states.read(tracker.get_slot(SLOT))
    readings = [from_json(reading) for reading in message.get("readings", ())]
    if (message.get("metadata") or {}).get("public"):
        _utter(dispatcher, respond_in_public(readings, article, load_replies(), load_questions()), tracker)
        return before, []
    said, state = respond(readings, moves.from_json(message.get("move")), before.seen(led=bool(tracker.active_loop)), article, load_replies(),
                          load_questions(), partial(links_to, tracker.sender_id), partial(data_link, tracker.sender_id))
    _utter(dispatcher, said, tracker)
    return state, _events(before, state)


def _utter(dispatcher: CollectingDispatcher, said: Sequence[Said], tracker: Tracker) -> None:
    # A conversation's id begins with its channel; the tracker does not tell it, since no events are posted here.
    article, dialect = load_article(), dialect_of(tracker.sender_id.partition(":")[0])
    for one in said:
        sent = to_message(one, article, dialect)
        dispatcher.utter_message(text=sent["text"], buttons=sent.get("buttons"), json_message=sent["custom"])


def _events(before: State, after: State) -> Events:
    """The slots that differ, the whole state among them."""
    if before == after:
        return []
    old, new = _slots(before), _slots(after)
    return [SlotSet(slot, value) for slot, value in new.items() if value != old[slot]]


def _slots(state: State) -> Dict[str, Any]:
    """Rasa's slots: the whole state, and for the form each answer, None where it is still open."""
    kept = states.to_json(state)
    record = kept["record"]
    return {SLOT: kept, CONSENT: state.consent, **{slot: record[slot] if slot in state.closed else None for slot in SLOTS if slot in KNOWN}}
