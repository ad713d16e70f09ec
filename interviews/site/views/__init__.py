"""Readers' views, by subject."""
