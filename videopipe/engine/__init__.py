"""Tasks, and how they get done: keys, store, ledger, lanes. Knows nothing of video.

Names are imported from the module that defines them (`videopipe.engine.task` and so on), so that a
`plan.py` that only wants to describe tasks doesn't load SQLite and thread pools.
"""
