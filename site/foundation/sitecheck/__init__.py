"""The site looks itself over every night: what a national check would find, found first. Decision 0017."""
