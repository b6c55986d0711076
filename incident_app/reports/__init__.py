"""Read-only views of the record, for those who may reach it."""
