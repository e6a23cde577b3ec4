"""The command line: the same services as the window, for schedules, scripts and tests."""
