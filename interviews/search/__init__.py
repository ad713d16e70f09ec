"""Finding answers. `query.search_answers` is the one way in."""
