"""Settings by place of use: dev, test, production. `base` is what they share."""
