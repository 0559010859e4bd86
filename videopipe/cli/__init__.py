"""The command line: words and exit codes only. One command a file."""
