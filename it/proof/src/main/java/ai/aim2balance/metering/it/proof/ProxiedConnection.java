package ai.aim2balance.metering.it.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection through a proxy: a thread for each direction. */
final class ProxiedConnection {
    private static final int BUFFER = 65_536;
    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final Duration DRIBBLE = Duration.ofMillis(1);
    /** How long an answer that nobody waits for may take, in milliseconds. */
    private static final int LONGEST_ANSWER = 30_000;
    /** In so many pieces something dribbles. */
    private static final int PIECES = 6;

    private final FaultyProxy proxy;
    private final Socket client;
    private final Socket server;
    private volatile boolean slow;
    private volatile boolean late;
    private volatile boolean silent;
    /** Whether the client is gone, and the server's answer is all that is waited for. */
    private volatile boolean answerEnds;

    ProxiedConnection(FaultyProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    /** Forwards requests until somebody ends it. */
    void requests() {
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                late = false;
                slow = false;
                if (!request(buffer, count, out, proxy.next())) {
                    return;
                }
            }
        } catch (IOException e) {
            // As good as its end.
        } finally {
            if (!answerEnds) {
                close();
            }
        }
    }

    /** Forwards answers until somebody ends it. */
    void answers() {
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (answerEnds) {
                    return;
                }
                if (silent) {
                    continue;
                }
                pause(late ? proxy.latency().plus(LATENCY) : proxy.latency());
                write(out, buffer, count, slow);
            }
        } catch (IOException e) {
            // As good as its end.
        } finally {
            if (answerEnds || !silent) {
                close();
            }
        }
    }

    /** Forwards one request; false where the connection has ended by it. */
    private boolean request(byte[] bytes, int count, OutputStream out, @Nullable ProxyFault fault) throws IOException {
        pause(proxy.latency());
        if (fault == null) {
            write(out, bytes, count, false);
            return true;
        }
        // Before it is done: whoever waits for the answer must find it counted.
        proxy.did(fault);
        return switch (fault) {
            case LATENCY -> {
                late = true;
                pause(LATENCY);
                write(out, bytes, count, false);
                yield true;
            }
            case SLOW -> {
                slow = true;
                write(out, bytes, count, true);
                yield true;
            }
            case HALF_OPEN -> {
                silent = true;
                write(out, bytes, count, false);
                yield true;
            }
            case RESET -> {
                // With nothing to linger for, closing sends a reset.
                client.setSoLinger(true, 0);
                yield false;
            }
            case CUT_AFTER -> {
                // The server's side stays open until it has answered: the request must really be carried out.
                server.setSoTimeout(LONGEST_ANSWER);
                answerEnds = true;
                write(out, bytes, count, false);
                closeQuietly(client);
                yield false;
            }
            case CUT_WITHIN -> {
                write(out, bytes, count / 2, false);
                yield false;
            }
        };
    }

    private static void write(OutputStream out, byte[] bytes, int count, boolean dribbles) throws IOException {
        int piece = dribbles ? Math.max(1, count / PIECES) : count;
        for (int from = 0; from < count; from += piece) {
            out.write(bytes, from, Math.min(piece, count - from));
            out.flush();
            pause(dribbles ? DRIBBLE : Duration.ZERO);
        }
    }

    private static void pause(Duration time) throws IOException {
        if (time.isZero()) {
            return;
        }
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    void close() {
        closeQuietly(client);
        closeQuietly(server);
        proxy.ended(this);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
