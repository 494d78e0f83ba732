"""Whether a count of false alarms, or of any other event, can be what a probability says: never a tolerance."""

from scipy import stats

UNBELIEVABLE = 1e-6


def believable(count, runs, level):
    """Whether so many false alarms are compatible with a probability of at most `level`."""
    return stats.binom.sf(count - 1, runs, level) > UNBELIEVABLE


def agree(count, runs, measured, others):
    """Whether a count among `runs` and a frequency measured before on `others` runs can have one probability."""
    before = round(measured * others)
    return stats.fisher_exact([[count, runs - count], [before, others - before]]).pvalue > UNBELIEVABLE
