"""The first yardstick: Django with one view and one template, and no database."""
