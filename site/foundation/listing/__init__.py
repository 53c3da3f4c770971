"""Lists one can narrow down by plain addresses: what is asked is parsed in `facets`, fetched in `laying`."""
