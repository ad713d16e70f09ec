"""Revision → article. See docs/architecture.md."""
