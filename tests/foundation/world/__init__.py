"""Whatever is asked of one and the same world, laid once: two sections, their people, one of each thing in both."""
