"""Times the engine beside what people would write or use instead, on equal work: ``make bench``."""
