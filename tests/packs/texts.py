"""Texts that people might send, and every text that a pack holds."""

from itertools import chain

# Three thousand characters each: the most that a field takes.
NASTY = {
    "mentions": ("<!channel> <@U0001> &amp; *bold* :tada: <http://x|y> " * 90)[:3000],
    "markup": ("</dd><script>alert(1)</script><img src=x onerror=a()>'\" " * 90)[:3000],
    "emoji": ("👩\u200d👩\u200d👧👍🏽" * 600)[:3000],
    "right to left": ("שלום عليكم \u202eevil\u202c " * 200)[:3000],
    "one word": "w" * 3000,
    "lines": ("a line\n\n\tand another\r\n" * 200)[:3000],
}


def every_text(pack):
    """Give everything that somebody wrote, in no order."""
    voices = chain.from_iterable(
        side.voices for child in pack.children for side in child.sides
    )
    answers = [answer for voice in voices for answer in voice.answers]
    answers += [note.answer for note in pack.notes]
    said = [answer.text for answer in answers]
    said += [answer.why_restricted for answer in answers if answer.why_restricted]
    decided = [child.last_decision for child in pack.children]
    said += [one.because for one in decided if one is not None]
    return [*said, pack.discussion.text]
