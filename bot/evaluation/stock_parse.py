"""Asks a Rasa model about texts: `python -m bot.evaluation.stock_parse MODEL`, a JSON list on stdin, another as the last line of stdout."""
import asyncio
import json
import sys
from typing import Any, Dict, List


async def _parse(model: str, texts: List[str]) -> List[Dict[str, Any]]:
    from rasa.core.agent import Agent  # takes seconds to import
    agent = Agent.load(model)
    found = [(await agent.parse_message(text))["intent"] for text in texts]
    return [{"intent": intent["name"] or "nlu_fallback", "confidence": intent["confidence"]} for intent in found]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_parse(sys.argv[1], json.load(sys.stdin)))))
