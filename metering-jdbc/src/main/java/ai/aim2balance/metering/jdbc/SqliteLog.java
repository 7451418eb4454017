package ai.aim2balance.metering.jdbc;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * How large SQLite's log grows before it is emptied into the file. Rarely, because pages that change again and again then go
 * to the file once; early where the disk has little room, because emptying needs room too: a log that had taken the
 * last of it would never be emptied, and nothing could be booked. Thread-safe.
 */
final class SqliteLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(SqliteLog.class);

    /** 16 MB, of pages of 4 kB. */
    private static final int USUAL_PAGES = 4_000;

    /** 1 MB. */
    private static final int FEW_PAGES = 250;

    /** Four times the usual size. */
    private static final long LITTLE_ROOM = 64L << 20;

    private final FileStore disk;

    SqliteLog(Path folder) throws IOException {
        this.disk = Files.getFileStore(folder);
    }

    /** What kind of file system the file is on. */
    String type() {
        return disk.type();
    }

    /** A connection, and how large its log may grow. Used by one thread at a time. */
    static final class Writer {
        final SQLiteConnection connection;
        private int pages;

        Writer(SQLiteConnection connection) {
            this.connection = connection;
        }
    }

    /** To be called before the connection is used: asking the disk takes some microseconds. */
    void fit(Writer writer) throws SQLException {
        int pages = hasLittleRoom() ? FEW_PAGES : USUAL_PAGES;
        if (writer.pages != pages) {
            SqliteAppend.execute(writer.connection, "pragma wal_autocheckpoint = " + pages);
            writer.pages = pages;
        }
    }

    private boolean hasLittleRoom() {
        try {
            return disk.getUsableSpace() < LITTLE_ROOM;
        } catch (IOException e) {
            LOGGER.debug("the disk does not say how much room it has", e);
            return true;
        }
    }
}
