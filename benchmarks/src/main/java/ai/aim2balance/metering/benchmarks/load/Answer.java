package ai.aim2balance.metering.benchmarks.load;

/**
 * What a client hears.
 *
 * @param mark what tells one booking from another, the same for each repetition of an id
 * @param repeated whether the call was booked before
 */
record Answer(long mark, boolean repeated) {}
