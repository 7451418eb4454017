package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.usage.UsageReading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call that was made: what its usage was, when it was, and what else is known. */
record Call(
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String project,
        UsageReading reading,
        Instant at,
        @Nullable String zone,
        @Nullable Duration duration) {}
