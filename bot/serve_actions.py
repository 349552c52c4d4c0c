"""The action server, on this machine only: `python -m bot.serve_actions PORT`. Rasa's own listens on every address."""
import sys

from rasa_sdk.endpoint import create_app
from rasa_sdk.plugin import plugin_manager

from bot import garbage, logs
from bot.answers.replies import load_replies
from bot.article import load_article
from bot.intake.discuss import load_rules
from bot.intake.questions import load_questions
from bot.intake.words import load_words


def main(port: int) -> None:
    logs.install()
    load_article(), load_replies(), load_questions(), load_rules(), load_words()  # at start, not in the first turn
    app = create_app("actions", cors_origins=[])
    plugin_manager().hook.attach_sanic_app_extensions(app=app)  # actions/door.py
    garbage.settle()
    app.run("127.0.0.1", port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
