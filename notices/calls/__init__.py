"""How a call lives: its instants, its state at a moment, what bars it, what an extension does to it."""
