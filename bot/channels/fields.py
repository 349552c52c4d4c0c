"""What stands under a key of an event that a platform has sent, if it is of the kind expected."""
from typing import Any, Dict, Mapping, Optional


def object_at(value: Mapping[str, Any], key: str) -> Dict[str, Any]:
    """Empty where there is none."""
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def text_at(value: Mapping[str, Any], key: str) -> str:
    """Empty where there is none."""
    found = value.get(key)
    return found if isinstance(found, str) else ""


def whole_at(value: Mapping[str, Any], key: str) -> Optional[int]:
    """None where there is none; true and false are no numbers."""
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None
