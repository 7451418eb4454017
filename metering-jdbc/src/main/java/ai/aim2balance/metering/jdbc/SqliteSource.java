package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/** Connections to one file, all with the same safe settings, kept for reuse. Thread-safe. */
final class SqliteSource implements DataSource, AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SqliteSource.class);
    /** Above this the log is cut back when a long query that had kept it from being emptied has ended. */
    private static final int LOG_BYTES = 64 << 20;

    private final String url;
    private final Path folder;
    private final boolean isNew;
    private final SqliteLog log;
    private final Deque<SqliteLog.Writer> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private SqliteSource(Path file, Path folder, SqliteLog log) {
        this.url = "jdbc:sqlite:" + file;
        this.folder = folder;
        this.log = log;
        this.isNew = !Files.exists(file);
    }

    /**
     * @param path the file, made with its folders where it is missing
     * @throws InvalidInputException if entries would not be safe there
     */
    static SqliteSource of(Path path) {
        needDriver();
        Path file = path.toAbsolutePath().normalize();
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new InvalidInputException("path", path.toString(), "a file, not a folder");
        }
        if (file.toString().indexOf('?') >= 0) {
            throw new InvalidInputException(
                    "path", path.toString(), "no question mark: settings would be read behind it");
        }
        try {
            Files.createDirectories(folder);
            SqliteLog log = new SqliteLog(folder);
            String type = log.type().toLowerCase(Locale.ROOT);
            if (type.startsWith("nfs") || type.startsWith("cifs") || type.startsWith("smb")) {
                throw new InvalidInputException(
                        "path", path.toString(), "a local disk: locks and shared memory are not reliable on " + type);
            }
            if (type.equals("tmpfs") || type.equals("ramfs")) {
                LOG.warn("{} is in memory: what is acknowledged is lost when the machine stops", folder);
            }
            return new SqliteSource(file, folder, log);
        } catch (IOException e) {
            throw new UncheckedIOException("folder of " + path, e);
        }
    }

    private static void needDriver() {
        try {
            Class.forName("org.sqlite.SQLiteConnection", false, SqliteSource.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("an embedded store needs the driver: add org.xerial:sqlite-jdbc", e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (closed) {
            throw new SQLException("the store is closed", "08003");
        }
        SqliteLog.Writer writer = idle.pollFirst();
        if (writer == null) {
            writer = new SqliteLog.Writer(open());
        }
        try {
            log.fit(writer);
        } catch (SQLException e) {
            writer.connection.close();
            throw e;
        }
        return handle(writer);
    }

    private SQLiteConnection open() throws SQLException {
        SQLiteConnection connection = (SQLiteConnection) new SQLiteConfig().createConnection(url);
        try {
            for (String pragma : new String[] {
                "busy_timeout = 5000",
                "page_size = 4096",
                "journal_mode = wal",
                "synchronous = full",
                // macOS only: its fsync does not reach the disk otherwise
                "fullfsync = on",
                "checkpoint_fullfsync = on",
                "cache_size = -4096",
                "journal_size_limit = " + LOG_BYTES
            }) {
                SqliteAppend.execute(connection, "pragma " + pragma);
            }
            if (isNew) {
                forceFolder();
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The name of a new file must be on the disk too. Where folders cannot be opened, the system sees to it. */
    private void forceFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("folder {} cannot be forced to the disk", folder, e);
        }
    }

    private Connection handle(SqliteLog.Writer writer) {
        return (Connection) Proxy.newProxyInstance(
                SqliteSource.class.getClassLoader(), new Class<?>[] {Connection.class}, new Handle(writer));
    }

    private void giveBack(SqliteLog.Writer writer) throws SQLException {
        SQLiteConnection connection = writer.connection;
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        if (closed) {
            connection.close();
        } else {
            idle.addFirst(writer);
            if (closed) {
                closeIdle();
            }
        }
    }

    /** Closes what is idle now, and the rest when it comes back. The last one empties the log into the file. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        SqliteLog.Writer writer = idle.pollFirst();
        while (writer != null) {
            try {
                writer.connection.close();
            } catch (SQLException e) {
                LOG.warn("a connection does not close: {}", e.getMessage());
            }
            writer = idle.pollFirst();
        }
    }

    /** What a borrower has. Used by one thread at a time. */
    private final class Handle implements InvocationHandler {
        private final SqliteLog.Writer writer;
        private boolean returned;

        Handle(SqliteLog.Writer writer) {
            this.writer = writer;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (name.equals("close")) {
                if (!returned) {
                    returned = true;
                    giveBack(writer);
                }
                return null;
            }
            if (name.equals("isClosed") && returned) {
                return true;
            }
            if (returned) {
                throw new SQLException("the connection was given back", "08003");
            }
            try {
                return method.invoke(writer.connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("there are no users");
    }

    @Override
    public PrintWriter getLogWriter() {
        return new PrintWriter(java.io.OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("SLF4J is used");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("no " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
