"""A tiny app with one kind of case, so that the process engine has something to move. Installed by the tests' settings only."""
