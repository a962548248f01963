"""The forms of goals: text into values, nothing else."""
