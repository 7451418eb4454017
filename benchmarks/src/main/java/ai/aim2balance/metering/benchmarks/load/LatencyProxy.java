package ai.aim2balance.metering.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Forwards connections to a server and holds back what goes to the server, so that each round trip takes that much longer.
 * What is sent meanwhile is not held up by what was sent before: a longer way, not a narrower one.
 */
final class LatencyProxy implements AutoCloseable {
    private static final int LARGEST = 64 * 1024;

    private final String host;
    private final int targetPort;
    private final long delayNanos;
    private final ServerSocket listener;

    LatencyProxy(String host, int targetPort, Duration delay) throws IOException {
        this.host = host;
        this.targetPort = targetPort;
        this.delayNanos = delay.toNanos();
        this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        close(listener);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(host, targetPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                BlockingQueue<Chunk> way = new LinkedBlockingQueue<>();
                start("read", () -> read(client, way));
                start("delay", () -> write(way, client, server));
                start("answer", () -> answer(server, client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    System.err.println("the proxy cannot connect: " + e.getMessage());
                }
            }
        }
    }

    private void read(Socket client, BlockingQueue<Chunk> way) {
        try {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[LARGEST];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                way.add(new Chunk(Arrays.copyOf(buffer, n), n, System.nanoTime() + delayNanos));
            }
        } catch (IOException e) {
            // the other direction closes both
        } finally {
            way.add(new Chunk(new byte[0], -1, System.nanoTime()));
        }
    }

    private static void write(BlockingQueue<Chunk> way, Socket client, Socket server) {
        try {
            OutputStream out = server.getOutputStream();
            for (Chunk chunk = way.take(); chunk.length >= 0; chunk = way.take()) {
                for (long left = chunk.due - System.nanoTime(); left > 0; left = chunk.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes, 0, chunk.length);
            }
        } catch (IOException e) {
            // the connection ends for both
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(client);
            close(server);
        }
    }

    private static void answer(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the connection ends for both
        } finally {
            close(client);
            close(server);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            System.err.println("the proxy cannot close: " + e.getMessage());
        }
    }

    private static final class Chunk {
        private final byte[] bytes;
        private final int length;
        private final long due;

        Chunk(byte[] bytes, int length, long due) {
            this.bytes = bytes;
            this.length = length;
            this.due = due;
        }
    }
}
