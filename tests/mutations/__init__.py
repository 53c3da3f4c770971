"""What the suite finds: mistakes planted on purpose, one by one, and whether a test falls.

A suite is green on a sound product; that says nothing of what it would say of a broken one. Each row of the table in
`faults/` is a realistic mistake: a boundary moved by one, a lock or a check left out, a wrong field covered. The command
plants one alone in a copy of the tree, runs the tests that ought to find it, and says whether they did.

    python -m tests.mutations --room time          # one room
    python -m tests.mutations "the day of ..."     # one fault, by its name
    python -m tests.mutations --list

To add one, write a row into the file of its room:

    Fault(
        name="the day of publication is counted",   # what is wrong with the product once it is planted
        room="time",
        snippet="...",                              # a piece of the source that stands once in the whole product
        becomes="...",
        neighbourhood=("test_periods",),            # the smallest set of tests that ought to find it, by the last part
    )

No path stands in the table, so that a file may move. A snippet is one line, or a part of one, where that is enough. A
fault changes what the product does: it breaks no import, and it is not another way of writing the same. A fault that is
not found asks for a test, and once it is found it stays in the table.

The ordinary suite plants nothing; `test_faults.py` only holds the table to the tree.
"""
