"""The outside contract as data, and what in a turn breaks it."""
from typing import Any, Dict, FrozenSet, Iterator, List, Sequence

Message = Dict[str, Any]
Custom = Dict[str, Any]

ASKED = ("symptoms", "body_parts", "duration", "severity", "diet", "absorption", "tests", "current_b12", "notes")
SLOTS = ("consent", *ASKED)
SYMPTOMS = frozenset((
    "tingling", "numbness", "burning", "muscle_weakness", "muscle_cramps", "muscle_pain", "walking_difficulty", "fatigue", "cognitive_difficulty",
    "memory_problems", "irritability", "depression", "sore_tongue", "headache", "pale_skin", "balance_problems"))
TESTS = frozenset(("serum_b12", "mma", "homocysteine_test", "neurological_exam"))
RESULTS = frozenset(("low", "borderline", "normal", "elevated", "abnormal", "unknown"))
DIETS = frozenset(("omnivore", "vegetarian", "vegan", "other"))
ABSORPTIONS = frozenset(("none", "pernicious_anemia", "malabsorption", "unsure"))
CURRENT = frozenset(("none", "diet", "oral_supplements", "injections"))
MECHANISMS = frozenset(("neuropathy", "anemia", "homocysteine"))
TREATMENTS = frozenset(("diet", "oral_supplements", "injections", "exercise"))
TOPICS = frozenset(("overview", "mechanism", "symptom", "test", "food", "treatment", "comparison", "cause", "outlook", "see-doctor"))
SMALLTALK = frozenset(("greet", "goodbye", "thanks", "who_are_you", "help", "how_are_you", "feedback", "chitchat"))
DECLINES = frozenset(("out_of_scope", "not_in_article", "personal_advice", "language", "empty", "too_long", "not_understood", "busy", "unavailable"))
URGENT = frozenset(("chest_pain", "breathing", "stroke_signs", "sudden_paralysis", "bladder_bowel", "collapse", "overdose", "allergic_reaction",
                    "self_harm", "other"))
SECTIONS = frozenset(("overview", "mechanisms", "neuropathy", "anemia", "homocysteine", "other-symptoms", "diagnosis", "treatment", "diet",
                      "oral-supplements", "injections", "exercise", "comparison", "conclusion"))
STATUSES = frozenset(("offered", "asking", "review", "done", "stopped"))
ASKS = frozenset(("first", "retry", "more", "back", "resume"))
RECORD = frozenset(("symptoms", "other_symptoms", "body_parts", "duration", "severity", "diet", "absorption", "tests", "current_b12", "notes", "skipped",
                    "urgent", "discuss"))
MESSAGE_KEYS = frozenset(("recipient_id", "text", "buttons", "image", "attachment", "custom"))
KEYS: Dict[str, FrozenSet[str]] = {
    "answer": frozenset(("topic", "items", "aspect", "sources")), "intake": frozenset(("status", "slot", "step", "steps")), "summary": RECORD,
    "decline": frozenset(("reason",)), "urgent": frozenset(("reason",)), "smalltalk": frozenset(("topic",)), "data": frozenset(("action",)),
}
SOMETIMES = frozenset(("ask", "changed", "resumable"))


def whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def subset(value: object, allowed: FrozenSet[str]) -> bool:
    """Whether `value` is a list without repetition of what is allowed."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value) and set(value) <= allowed and len(set(value)) == len(value)


def turn_violations(messages: Sequence[Message], *, active: bool) -> List[str]:
    """What in the turn breaks the contract; `active`: the intake was asking or in review before it."""
    found: List[str] = []
    kinds: List[str] = []
    for message in messages:
        custom = message.get("custom")
        if set(message) - MESSAGE_KEYS:
            found.append(f"a message has the keys {sorted(set(message) - MESSAGE_KEYS)}")
        if not all(isinstance(button, dict) and set(button) == {"title", "payload"} for button in message.get("buttons") or []):
            found.append("a button is not a title and a payload")
        if not isinstance(custom, dict) or custom.get("type") not in KEYS:
            found.append(f"a message without an object of a known type: {custom}")
            continue
        kinds.append(custom["type"])
        found += [f"{custom['type']}: {problem}" for problem in object_violations(custom)]
    if "urgent" in kinds and kinds[0] != "urgent":
        found.append("urgent does not come first")
    if kinds.count("intake") > 1:
        found.append("more than one intake object")
    if "intake" in kinds and set(kinds[kinds.index("intake") + 1:]) - {"summary", "intake"}:
        found.append("something other than the summary comes after the intake object")
    if active and "intake" not in kinds:
        found.append("no intake object in a turn of an active intake")
    if any((message.get("custom") or {}).get("status") == "done" for message in messages) and "summary" not in kinds:
        found.append("done without a summary")
    return found


def object_violations(custom: Custom) -> Iterator[str]:
    """What is wrong inside one object."""
    kind, keys = custom["type"], set(custom) - {"type"}
    if kind == "intake":
        keys -= SOMETIMES
    if keys != KEYS[kind]:
        yield f"keys {sorted(keys ^ KEYS[kind])} are missing or too many"
        return
    if kind == "intake":
        yield from intake_violations(custom)
    elif kind == "summary":
        yield from summary_violations(custom)
    elif kind == "answer":
        if custom["topic"] not in TOPICS:
            yield f"topic {custom['topic']}"
        if not custom["sources"] or not subset(custom["sources"], SECTIONS):
            yield f"sources {custom['sources']}"
    else:
        key, allowed = {"decline": ("reason", DECLINES), "urgent": ("reason", URGENT), "smalltalk": ("topic", SMALLTALK),
                        "data": ("action", frozenset(("shown", "exported", "deleted", "none")))}[kind]
        if custom[key] not in allowed:
            yield f"{key} {custom[key]}"


def intake_violations(intake: Custom) -> Iterator[str]:
    status, slot, ask = intake["status"], intake["slot"], intake.get("ask")
    if status not in STATUSES:
        yield f"status {status}"
    if (slot not in SLOTS) if status == "asking" else slot is not None:
        yield f"slot {slot} while {status}"
    if (ask not in ASKS) if status == "asking" else ask is not None:
        yield f"ask {ask} while {status}"
    if not (whole(intake["step"]) and whole(intake["steps"]) and 0 <= intake["step"] <= intake["steps"]):
        yield f"step {intake['step']} of {intake['steps']}"
    if "changed" in intake and not (isinstance(intake["changed"], dict) and intake["changed"] and set(intake["changed"]) <= RECORD):
        yield f"changed {intake['changed']}"
    if not isinstance(intake.get("resumable"), bool) if status == "stopped" else intake.get("resumable") is not None:
        yield f"resumable {intake.get('resumable')} while {status}"


def summary_violations(record: Custom) -> Iterator[str]:
    symptoms, discuss, severity, tests = record["symptoms"], record["discuss"], record["severity"], record["tests"]
    right = {
        "symptoms": isinstance(symptoms, dict) and set(symptoms) == {"present", "absent", "unsure"} and all(subset(v, SYMPTOMS) for v in symptoms.values())
        and len(set().union(*symptoms.values())) == sum(map(len, symptoms.values())),
        "severity": severity is None or (whole(severity) and 0 <= severity <= 10),
        "duration": record["duration"] is None or (isinstance(record["duration"], str) and record["duration"].startswith("P")),
        "diet": record["diet"] is None or record["diet"] in DIETS,
        "absorption": record["absorption"] is None or record["absorption"] in ABSORPTIONS,
        "tests": isinstance(tests, dict) and set(tests) <= TESTS and set(tests.values()) <= RESULTS,
        "current_b12": record["current_b12"] is None or subset(record["current_b12"], CURRENT),
        "notes": record["notes"] is None or (isinstance(record["notes"], str) and bool(record["notes"].strip())),
        "skipped": subset(record["skipped"], frozenset(ASKED)),
        "urgent": subset(record["urgent"], URGENT),
        "other_symptoms": isinstance(record["other_symptoms"], list) and all(isinstance(one, str) and one.strip() for one in record["other_symptoms"]),
        "body_parts": isinstance(record["body_parts"], list) and all(isinstance(one, str) and one == one.lower() for one in record["body_parts"]),
        "discuss": isinstance(discuss, dict) and set(discuss) == {"mechanisms", "tests", "treatments"} and subset(discuss["mechanisms"], MECHANISMS)
        and subset(discuss["tests"], TESTS) and subset(discuss["treatments"], TREATMENTS),
    }
    yield from (f"{key} {record[key]}" for key, fits in right.items() if not fits)
