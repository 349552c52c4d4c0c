"""Telegram's door: what is taken and what is refused, and where it is answered."""
import logging
import time
from typing import Any, Dict, List, Optional

import pytest

from bot.channels.telegram.door import TelegramInput
from bot.intake.record import to_json
from tests.channels.conftest import Opener
from tests.fakes.rasa import FakeRasa, echo
from tests.fakes.telegram import ID, NAME, SECRET, FakeTelegram, Person
from tests.intake.records import RICH

GROUP = {"id": -100500, "type": "supergroup", "title": "Friends"}
INTAKE = {"type": "intake", "status": "offered", "slot": None, "step": 0, "steps": 9}


def offering(text: str) -> List[Dict[str, Any]]:
    return [{"text": "May I?", "buttons": [{"title": "Yes", "payload": '/intake_set{"slot":"consent","value":true}'}], "custom": {"type": "intake"}}] \
        if text == "start" else echo(text)


def test_a_message_is_answered_as_html_while_it_shows_that_it_types(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    answer = person.send(person.message("are clams & tuna good? <3"))
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    (sent,) = telegram_api.wait_for(1)
    assert rasa.texts == ["are clams & tuna good? <3"]
    assert rasa.heard[0].sender_id == "telegram:1001"
    assert sent["chat_id"] == 1001
    assert sent["parse_mode"] == "HTML"
    assert sent["text"] == "You said: are clams &amp; tuna good? &lt;3"
    assert telegram_api.wait_for(1, "sendChatAction")[0] == {"chat_id": 1001, "action": "typing", "_id": None}


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "ü"])
def test_without_the_secret_nothing_happens(open_telegram: Opener, secret: Optional[str]) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    assert person.send(person.message("hi"), secret and secret.encode().decode("latin-1")).status_code == 403
    time.sleep(0.1)
    assert rasa.heard == []


@pytest.mark.parametrize(("body", "status"), [(b"", 400), (b"{", 400), (b"[]", 400), (b"null", 400), (b"\xff", 400), (b"{}", 200), (b'{"update_id":true}', 200),
                                              (b'{"update_id":1,"poll":{}}', 200), (b" " * 600_000, 413)], ids=range(9))
def test_what_is_no_update(open_telegram: Opener, body: bytes, status: int) -> None:
    assert Person(open_telegram(FakeRasa()).url).send(body).status_code == status


@pytest.mark.parametrize(("text", "heard"), [
    ("/start", "hi"), ("/help", "what can you do"), ("/intake", "check my symptoms"), ("/summary", "show me my summary"), ("/delete", "delete my data"),
    ("/cancel", "cancel"), ("/HELP", "what can you do"), (f"/help@{NAME}", "what can you do"), ("/start intake", "check my symptoms"), ("/start x", "hi"),
    ("/restart", "/restart"), ('/intake_do{"command":"start"}', '/intake_do{"command":"start"}')])
def test_commands_mean_words_and_others_are_text(open_telegram: Opener, telegram_api: FakeTelegram, text: str, heard: str) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    person.send(person.message(text, entities=[{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]))
    telegram_api.wait_for(1)
    assert rasa.texts == [heard]


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "my_chat_member", "message_reaction", "inline_query", "poll"])
def test_other_updates_are_left_alone(open_telegram: Opener, telegram_api: FakeTelegram, kind: str) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    update = person.message("hi")
    assert person.send({"update_id": update["update_id"], kind: update["message"]}).status_code == 200
    for key in ("new_chat_members", "pinned_message"):
        person.send(person.message("", **{key: [{"id": 5}]}))
    robot = person.message("hi")
    robot["message"]["from"]["is_bot"] = True
    person.send(robot)
    person.send(person.message("last"))
    telegram_api.wait_for(1)
    assert rasa.texts == ["last"]


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "video", "document", "location", "contact"])
def test_what_is_not_text_is_answered_kindly(open_telegram: Opener, telegram_api: FakeTelegram, kind: str) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    content: Any = [{}] if kind == "photo" else {}
    person.send(person.message("", **{kind: content}))
    assert telegram_api.wait_for(1)[0]["text"].startswith("I can only read words")
    assert rasa.heard == []


def test_an_album_is_answered_once_and_what_stands_below_a_picture_is_read(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    for caption in ("what is b12", "", ""):
        person.send(person.message("", photo=[{}], media_group_id="7", caption=caption))
    first, second = telegram_api.wait_for(2)
    assert first["text"].startswith("I can only read the words")
    assert rasa.texts == ["what is b12"]


def test_a_pressed_button(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    rasa = FakeRasa(offering)
    person = Person(open_telegram(rasa).url)
    person.send(person.message("start"))
    (sent,) = telegram_api.wait_for(1)
    person.send(person.press(sent, "Yes"))
    telegram_api.wait_for(2)
    assert rasa.texts == ["start", '/intake_set{"slot":"consent","value":true}']
    assert len(telegram_api.wait_for(1, "answerCallbackQuery")) == 1
    (edited,) = telegram_api.wait_for(1, "editMessageReplyMarkup")
    assert edited["message_id"] == sent["_id"]
    assert edited["reply_markup"] == {"inline_keyboard": [[{"text": "✓ Yes", "callback_data": "used"}]]}
    person.send(person.press({**sent, **edited}, "✓ Yes"))
    telegram_api.wait_for(2, "answerCallbackQuery")
    assert len(rasa.heard) == 2


def test_a_button_that_is_pressed_twice_in_haste_counts_once(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    rasa = FakeRasa(offering)
    person = Person(open_telegram(rasa).url)
    person.send(person.message("start"))
    (sent,) = telegram_api.wait_for(1)
    for _ in range(3):
        person.send(person.press(sent, "Yes"))
    person.send(person.message("last"))
    telegram_api.wait_for(3)
    assert rasa.texts == ["start", '/intake_set{"slot":"consent","value":true}', "last"]
    assert len(telegram_api.wait_for(3, "answerCallbackQuery")) == 3  # none of them waits for ever


def test_a_button_is_for_the_person_it_was_offered_to(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    rasa = FakeRasa(offering)
    url = open_telegram(rasa).url
    person, other = Person(url), Person(url, 2002)
    person.send(person.message("start"))
    (sent,) = telegram_api.wait_for(1)
    other.send(other.press(sent, "Yes"))
    (told,) = telegram_api.wait_for(1, "answerCallbackQuery")
    assert "earlier conversation" in told["text"]
    assert rasa.texts == ["start"]
    person.send(person.message(f"start @{NAME}", chat=GROUP))
    sent = telegram_api.wait_for(2)[1]
    other.send(other.press(sent, "Yes", chat=GROUP))
    assert "somebody else" in telegram_api.wait_for(2, "answerCallbackQuery")[1]["text"]
    assert len(rasa.heard) == 2


@pytest.mark.parametrize(("text", "more", "heard"), [
    (f"@{NAME} what is b12", {}, "what is b12"), (f"what is b12 @{NAME.upper()}?", {}, "what is b12?"), (f"/help@{NAME}", {}, "what can you do"),
    ("and tablets?", {"reply_to_message": {"from": {"id": ID, "is_bot": True}}}, "and tablets?"),
    ("b12 bot, hi", {"entities": [{"type": "text_mention", "offset": 0, "length": 7, "user": {"id": ID}}]}, "b12 bot, hi")])
def test_in_a_group_it_answers_when_addressed(open_telegram: Opener, telegram_api: FakeTelegram, text: str, more: Dict[str, Any], heard: str) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    update = person.message(text, chat=GROUP, **more)
    person.send(update)
    (sent,) = telegram_api.wait_for(1)
    assert rasa.texts == [heard]
    assert rasa.heard[0].sender_id == "telegram:-100500:1001"
    assert rasa.heard[0].metadata["public"] is True
    assert sent["reply_parameters"] == {"message_id": update["message"]["message_id"], "allow_sending_without_reply": True}


@pytest.mark.parametrize(("text", "more"), [
    ("what is b12", {}), ("/help", {}), ("/help@another_bot", {}), ("@another_bot hi", {}), (f"mail me@{NAME}x", {}),
    ("hi", {"reply_to_message": {"from": {"id": 5, "username": "ann"}}}),
    ("hi", {"reply_to_message": {"from": {"id": ID, "is_bot": True}, "forum_topic_created": {"name": "x"}}, "is_topic_message": True, "message_thread_id": 4})])
def test_in_a_group_it_is_silent_when_not_addressed(open_telegram: Opener, telegram_api: FakeTelegram, text: str, more: Dict[str, Any]) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    person.send(person.message(text, chat=GROUP, **more))
    person.send(person.message(f"@{NAME} last", chat=GROUP))
    telegram_api.wait_for(1)
    assert rasa.texts == ["last"]


def test_in_a_group_it_offers_to_go_on_in_private(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    person = Person(open_telegram(FakeRasa(lambda _: [{"text": "In private only.", "custom": INTAKE}])).url)
    person.send(person.message(f"@{NAME} check my symptoms", chat={**GROUP}, message_thread_id=9, is_topic_message=True))
    (sent,) = telegram_api.wait_for(1)
    assert sent["reply_markup"] == {"inline_keyboard": [[{"text": "Go on in private", "url": f"https://t.me/{NAME}?start=intake"}]]}
    assert sent["message_thread_id"] == 9


def test_the_summary_comes_as_a_file(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    rasa = FakeRasa(lambda _: [{"text": "Here it is.\n\nTo take along: [PDF](/summary/x.pdf).", "custom": {"type": "summary"}}])
    rasa.intake = {"status": "done", "consent": True, "record": to_json(RICH)}
    person = Person(open_telegram(rasa).url)
    person.send(person.message("/summary"))
    (sent,) = telegram_api.wait_for(1, "sendDocument")
    assert telegram_api.of("sendMessage")[0]["text"] == "Here it is."
    assert (sent["chat_id"], sent["caption"]) == ("1001", "Your summary, to take along.")
    assert sent["_name"].endswith(".pdf")
    assert telegram_api.files[0].startswith(b"%PDF-")


def test_without_its_settings_the_door_is_closed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "bot"):
        door = TelegramInput().blueprint(FakeRasa())
    assert not door._future_routes
    assert 'door_closed channel=telegram missing="TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET"' in caplog.text
