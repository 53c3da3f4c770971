"""The engines: one file each, and the protocol they answer to. No Django in any of them."""
