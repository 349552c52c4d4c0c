"""What keeps a cluster from starting."""


class CannotStart(Exception):
    """Something is missing, or did not come up; its text is one plain sentence."""
