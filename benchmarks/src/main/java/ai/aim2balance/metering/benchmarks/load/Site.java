package ai.aim2balance.metering.benchmarks.load;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where databases are made: a server, or a directory. */
interface Site extends AutoCloseable {
    /** A new, empty database. */
    Database fresh();

    /** Versions and durability as the database itself tells them, a line each. */
    List<String> settings();

    /** A directory on the disk that commits go to, or null where there is none or it cannot be written. */
    @Nullable
    Path directory();

    /** CPU time that the server's processes have used, in nanoseconds; -1 where there is no server or nobody can see it. */
    long serverCpu();

    @Override
    void close();
}
