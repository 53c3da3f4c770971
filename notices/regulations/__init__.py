"""The pages, lists and screens of regulations."""
