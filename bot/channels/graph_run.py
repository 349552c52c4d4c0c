"""Runs the model's graph in this thread (docs/decisions/0012-milliseconds.md).

Rasa has dask plan every run anew and hand each node to a thread, 0.3 ms and more each time, though its nodes wait for one another anyway. Undone
by not calling `install`.
"""
from functools import lru_cache
from graphlib import TopologicalSorter
from typing import Any, Dict, List, Optional, Tuple

from rasa.core import processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner


class InOrderRunner(DaskGraphRunner):
    """As Rasa's runner, with the same nodes; they are called one after the other, in an order that is found once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._order = lru_cache(maxsize=None)(self._ordered)

    def run(self, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None) -> Dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        results: Dict[str, Tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, needs in self._order(wanted):
                results[name] = self._instantiated_nodes[name](*(results.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(results[name] for name in wanted)

    def _ordered(self, targets: Tuple[str, ...]) -> List[Tuple[str, Tuple[str, ...]]]:
        """The nodes that the targets need, and what each of them needs."""
        needs = {name: tuple(node.needs.values()) for name, node in self._graph_schema.minimal_graph_schema(list(targets)).nodes.items()}
        return [(name, needs[name]) for name in TopologicalSorter(needs).static_order() if name in needs]


def install() -> None:
    """For models that this process loads from now on; a second time changes nothing."""
    processor.DaskGraphRunner = InOrderRunner
