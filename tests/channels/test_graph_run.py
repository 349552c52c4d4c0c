"""The graph's nodes are run as by Rasa's own runner, in this thread."""
import threading
from typing import Any, Dict, List

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.channels.graph_run import InOrderRunner

THREADS: List[int] = []


class Add(GraphComponent):
    """The sum of what its node needs and 1."""

    @classmethod
    def create(cls, config: Dict[str, Any], *_: Any, **__: Any) -> "Add":
        return cls()

    def of_one(self, first: int) -> int:
        THREADS.append(threading.get_ident())
        return first + 1

    def of_two(self, first: int, second: int) -> int:
        return 10 * first + second

    def fails(self, first: int) -> int:
        raise RuntimeError("no")


def node(function: str, **needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=Add, constructor_name="create", fn=function, config={}, eager=True)


SCHEMA = GraphSchema({
    "last": SchemaNode(needs={"first": "left", "second": "right"}, uses=Add, constructor_name="create", fn="of_two", config={}, eager=True, is_target=True),
    "left": node("of_one", first="given"), "right": node("of_one", first="left"), "broken": node("fails", first="given"),
})


@pytest.fixture
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    return LocalModelStorage(tmp_path_factory.mktemp("model"))


@pytest.mark.parametrize("targets", [None, ["last"], ["right"], ["left", "last"]])
def test_the_results_are_rasas(storage: LocalModelStorage, targets: Any) -> None:
    rasas, ours = (runner.create(SCHEMA, storage, ExecutionContext(SCHEMA)) for runner in (DaskGraphRunner, InOrderRunner))
    for given in (1, 5):
        assert ours.run({"given": given}, targets) == rasas.run({"given": given}, targets)


def test_nothing_leaves_the_thread(storage: LocalModelStorage) -> None:
    THREADS.clear()
    assert InOrderRunner.create(SCHEMA, storage, ExecutionContext(SCHEMA)).run({"given": 1}) == {"last": 23}
    assert set(THREADS) == {threading.get_ident()}


def test_what_a_node_raises_is_told(storage: LocalModelStorage) -> None:
    with pytest.raises(Exception) as failure:
        InOrderRunner.create(SCHEMA, storage, ExecutionContext(SCHEMA)).run({"given": 1}, ["broken"])
    with pytest.raises(Exception) as rasas:
        DaskGraphRunner.create(SCHEMA, storage, ExecutionContext(SCHEMA)).run({"given": 1}, ["broken"])
    assert type(failure.value) is type(rasas.value)


def test_a_missing_input_is_told(storage: LocalModelStorage) -> None:
    with pytest.raises(GraphRunError):
        InOrderRunner.create(SCHEMA, storage, ExecutionContext(SCHEMA)).run({}, ["left"])
