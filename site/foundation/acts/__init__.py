"""Official acts on pages: who may do them, what bars them, and that nothing goes around them."""
