"""Every refusal is a sentence that says to a person what is so and what to do."""

import ast
import re

import pytest

from tests.architecture.source import PROJECT, read, write

ROOMS = ("bot", "workflows")
LONGEST = 300
VERBS = (
    "add|ask|choose|correct|do|give|leave|name|open|read|say|set|telephone|tell"
    "|withdraw|write"
)
# What somebody can do next, or when they can; or that nothing is left for them to do.
WAYS_ON = re.compile(
    rf"(?:^|[.,] |\b(?:please|baby|then|and|or|can) )(?:{VERBS})\b"
    r"|\b(?:tomorrow|once (?:it|the)|from the last call on|at any time)\b"
    r"|\b(?:nothing (?:was|left)|at the moment|agreed to it before)\b"
    r"|\b(?:somebody else (?:has to|should)|answers there|the chair knows)\b",
    re.IGNORECASE,
)
# The language of programs, which tells nobody anything.
OURS = re.compile(
    r"\b(?:error|invalid|exception|denied|unauthori[sz]ed|forbidden|null|none|id"
    r"|database|row|users?|raise[sd]?)\b|[`_<>{}]",
    re.IGNORECASE,
)
SENTENCES = re.compile(r"^[A-Z][^.?!]*(?:\.{3}|[.?!])(?: [A-Z][^.?!]*[.?!])*$")


def refusals(folder):
    """Return the sentence of every kind of refusal, by its class and file."""
    parents, said = {}, {}
    for source in read(folder, within=ROOMS):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
                place = f"{source.name}:{node.name}"
                parents[place] = (node.name, bases)
                said[place] = " ".join((ast.get_docstring(node) or "").split())
    kinds = {"Refused"}
    while True:
        found = {name for name, bases in parents.values() if bases & kinds}
        if found <= kinds:
            break
        kinds |= found
    return {
        place: said[place]
        for place, (name, _) in sorted(parents.items())
        if name in kinds - {"Refused"}
    }


def faults_of(sentence):
    """Return what keeps a person from going on after reading this."""
    faults = []
    if not SENTENCES.match(sentence):
        faults.append("it is not whole sentences")
    if len(sentence) > LONGEST:
        faults.append("it is too long for a phone")
    if not WAYS_ON.search(sentence):
        faults.append("it does not say what to do")
    if found := OURS.search(sentence):
        faults.append(f"{found.group()!r} is a word of ours")
    return faults


REFUSALS = refusals(PROJECT)


def test_there_are_refusals():
    assert len(REFUSALS) > 40


@pytest.mark.parametrize("place", REFUSALS)
def test_a_refusal_says_what_is_so_and_what_to_do(place):
    faults = faults_of(REFUSALS[place])

    assert not faults, f"{REFUSALS[place]!r}: {', '.join(faults)}"


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Too late",
        "the pack has gone out. Ask the chair.",
        "The pack has gone out.",
        "This was not the set way, nor the way to read a pack.",
        "Invalid date. Choose another one.",
        "The `row` is missing. Please give it.",
        f"Please {'do ' * 100}it.",
    ],
)
def test_a_sentence_that_leaves_somebody_alone_is_found(sentence):
    assert faults_of(sentence)


def test_a_good_sentence_passes():
    assert not faults_of("The pack has gone out. Ask the chair to add a late view.")


def test_every_kind_of_refusal_is_found(tmp_path):
    write(tmp_path, "bot/x.py", "class A(errors.Refused):\n    '''Ask.'''\n")
    write(tmp_path, "workflows/y.py", "class B(A): ...\nclass C(Exception): ...\n")

    assert refusals(tmp_path) == {"bot/x.py:A": "Ask.", "workflows/y.py:B": ""}
