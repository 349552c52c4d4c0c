"""Closes the action server to everybody but the assistant: also when Rasa's own command starts it (bot/actions_guard.py)."""
import pluggy
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic

from bot import actions_guard, logs

_NAME = "actions-guard"
_hook = pluggy.HookimplMarker("rasa_sdk")


class _Closed:
    @_hook
    def attach_sanic_app_extensions(self, app: Sanic) -> None:
        logs.install()
        actions_guard.close(app)


if not plugin_manager().has_plugin(_NAME):
    plugin_manager().register(_Closed(), _NAME)
