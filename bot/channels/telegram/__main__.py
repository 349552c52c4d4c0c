"""`python -m bot.channels.telegram poll`."""
import sys

from bot.channels.telegram.poll import main

if __name__ == "__main__":
    if sys.argv[1:] != ["poll"]:
        sys.exit("Usage: python -m bot.channels.telegram poll")
    sys.exit(main())
