"""What a person may do wrong: one small class per reason, turned into a kind sentence by `wording.refusals`."""


class Refusal(Exception):
    """Something asked for that the rules do not allow; the message is for developers, never for users."""


class NotAllowed(Refusal):
    """The speaker holds no role that may do this here."""


class NotYours(Refusal):
    """The subject belongs to somebody else."""


class NotFound(Refusal):
    """There is no such subject in the speaker's community."""


class NotRegistered(Refusal):
    """This needs a person we know; the speaker has not told us who they are."""


class OutOfDate(Refusal):
    """The subject has moved on since the button was drawn."""
