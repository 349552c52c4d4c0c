"""From one machine to many: what a turn costs, and what that means for a million conversations a day. `make scaling`; docs/scaling.md."""
