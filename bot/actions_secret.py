"""What both ends of a call to the action server know: the secret, and where it and the request's id stand."""
import os

SECRET, HEADER = "ACTIONS_SECRET", "x-actions-secret"
REQUEST_ID = "request_id"  # in the body of a call


def secret() -> str:
    """ACTIONS_SECRET, or empty."""
    return os.environ.get(SECRET, "").strip()
