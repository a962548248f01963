"""Start, middle and end: short answers, figures that passed their thresholds, the summary to the commissioner."""
