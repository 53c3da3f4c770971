"""Why a backup or a restore was not done."""


class Refused(Exception):
    """Nothing was changed, or everything was put back. The message is a sentence for the person at the terminal."""
