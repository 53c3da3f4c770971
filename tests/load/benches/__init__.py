"""One file a subject. A file that registers a bench (or a page to count) with tests.load.registry is found by itself."""
