"""Logs school incidents and routes every matter in them by the district's SRO policy."""
