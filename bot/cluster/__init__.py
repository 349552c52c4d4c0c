"""The many-process shape on one machine: several assistants, one Postgres, nginx in front. `make cluster`; see docs/deploying.md."""
