"""The manuscript as one typed value, and what is done with it: storing, comparing, merging, changing.

`value` holds the dataclasses and their JSON; it and `merge`, `changes` and `operations` are pure and know no database.
`store` is the way from the database and back: interviews, revisions, working copies.
"""
