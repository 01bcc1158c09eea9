"""Running the graph of a model for a message, in an order that is found once.

Rasa cuts the graph to the wanted target, hands it to dask and lets that find an order, three times in each
message: for the understanding and for each choice of an action. The graph never changes after loading.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Tuple

from launch.rasa_patches.patching import Patch

Run = Callable[..., Dict[str, Any]]
#: A node's name, the node, and the names of what it is given: nodes that come before it, or inputs.
Step = Tuple[str, Callable[..., Tuple[str, Any]], Tuple[str, ...]]


def planned(run: Run) -> Run:
    """Return a way to run a graph that keeps the order of the nodes for each list of targets.

    Training, which names no targets and may drop what it no longer needs, stays with dask.
    """
    from rasa.engine.exceptions import GraphRunError

    def run_planned(
        self: Any, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None
    ) -> Dict[str, Any]:
        if not inputs or not targets:
            return run(self, inputs, targets)
        plans = vars(self).setdefault("_plans", {})
        steps = plans.get(tuple(targets))
        if steps is None:
            steps = plans[tuple(targets)] = _plan(self, targets)
        done: Dict[str, Any] = {name: (name, value) for name, value in inputs.items()}
        try:
            for name, node, needs in steps:
                # What nobody provides is given by its name, as dask does; the node then says so.
                done[name] = node(*[done.get(need, need) for need in needs])
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[target] for target in targets)

    return run_planned


def _plan(runner: Any, targets: List[str]) -> List[Step]:
    """Return the nodes that lead to the targets, each after those that it needs."""
    nodes = runner._graph_schema.minimal_graph_schema(targets).nodes
    order: Dict[str, Step] = {}

    def add(name: str) -> None:
        if name in order or name not in nodes:
            return
        needs = tuple(nodes[name].needs.values())
        for need in needs:
            add(need)
        order[name] = (name, runner._instantiated_nodes[name], needs)

    for target in targets:
        add(target)
    return list(order.values())


PATCHES = (
    Patch("rasa.engine.runner.dask", "DaskGraphRunner.run", "a1ea3d537f94763b097d2ef3f47e240c", planned),
)
