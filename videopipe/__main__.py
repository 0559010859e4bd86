"""`python -m videopipe`."""

from videopipe.cli.main import main

main()
