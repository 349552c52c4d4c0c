"""Python's garbage collector, told that what is there when a process begins to serve stays until it ends."""
import gc

_YOUNG = 5_000  # objects that are made between two looks at the youngest; nearly all of a turn's go by themselves


def settle() -> None:
    """A full collection would look through all of it, a few hundred milliseconds in the midst of somebody's turn, to find nothing."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)
