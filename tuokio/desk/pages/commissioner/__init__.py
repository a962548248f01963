"""The commissioner's page, each subject in a module: what is known, its meetings, its costs, the page, the year."""
