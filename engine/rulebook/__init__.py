"""The rules pack: what is asked, of whom, by when, against which targets; loaded and checked as a whole."""
