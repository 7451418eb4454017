package ai.aim2balance.metering.it.proof;

/** What a {@link FaultyProxy} does to a request, which is what a client has sent at once. */
enum ProxyFault {
    /** The request and its answer take longer. */
    LATENCY,
    /** The connection is reset, and the request does not leave. */
    RESET,
    /** The request leaves, and the connection is closed before the answer. */
    CUT_AFTER,
    /** A part of the request leaves, and the connection is closed. */
    CUT_WITHIN,
    /** The request leaves, and nothing comes back, ever; the connection stays open. */
    HALF_OPEN,
    /** The request and its answer dribble. */
    SLOW
}
