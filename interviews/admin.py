"""Django looks for admin classes here; they live with the rest of the desk."""

from interviews.desk import admin

__all__ = ["admin"]
