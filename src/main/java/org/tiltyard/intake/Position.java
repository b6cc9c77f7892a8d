package org.tiltyard.intake;

/** So many files are dealt with, and so many rows of the next one, good or bad. */
record Position(int file, long row) {}
