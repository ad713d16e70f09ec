"""One module a format; each has `read(text) -> Document`."""
