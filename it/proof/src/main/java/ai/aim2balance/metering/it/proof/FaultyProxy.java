package ai.aim2balance.metering.it.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Forwards connections to a port and disturbs them: by chance from a seed, or the k-th request from now. It counts what it
 * has really done. Thread-safe.
 */
final class FaultyProxy implements AutoCloseable {
    private static final int CONNECT = 5_000;

    private final ServerSocket listening;
    private final int target;
    private final Random random;
    private final Map<ProxyFault, Double> rates = new EnumMap<>(ProxyFault.class);
    private final Map<ProxyFault, Long> counts = new EnumMap<>(ProxyFault.class);
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ProxyFault armed;
    private int countdown;
    private volatile Duration latency = Duration.ZERO;

    private FaultyProxy(ServerSocket listening, int target, long seed) {
        this.listening = listening;
        this.target = target;
        this.random = new Random(seed);
    }

    /** Begins to forward what comes to {@link #port}, undisturbed. */
    static FaultyProxy to(int port, long seed) {
        try {
            FaultyProxy proxy = new FaultyProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port, seed);
            daemon("proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Adds to the way of everything, in each direction. */
    void latency(Duration oneWay) {
        latency = oneWay;
    }

    Duration latency() {
        return latency;
    }

    /** Sets how often something is done to a request, 0 to 1. */
    synchronized void rate(ProxyFault fault, double rate) {
        rates.put(fault, rate);
    }

    /** Does it to the k-th request from now, 1 being the next; once. */
    synchronized void arm(ProxyFault fault, int k) {
        armed = fault;
        countdown = k;
    }

    /** Whether nothing is armed any more: it was done, or {@link #disarm} was called. */
    synchronized boolean isUnarmed() {
        return armed == null;
    }

    /** Takes {@link #arm} back; true where it was still to be done. */
    synchronized boolean disarm() {
        boolean was = armed != null;
        armed = null;
        return was;
    }

    synchronized long count(ProxyFault fault) {
        return counts.getOrDefault(fault, 0L);
    }

    /** Closes all connections; new ones are forwarded. */
    void cutAll() {
        connections.forEach(ProxiedConnection::close);
    }

    /** What is to be done to a request that has just come; counted when it is done. */
    synchronized @Nullable ProxyFault next() {
        if (armed != null) {
            if (--countdown > 0) {
                return null;
            }
            ProxyFault fault = armed;
            armed = null;
            return fault;
        }
        for (ProxyFault fault : ProxyFault.values()) {
            if (random.nextDouble() < rates.getOrDefault(fault, 0.0)) {
                return fault;
            }
        }
        return null;
    }

    synchronized void did(ProxyFault fault) {
        counts.merge(fault, 1L, Long::sum);
    }

    void ended(ProxiedConnection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                // Not here: a server that does not answer must not stop others from being accepted.
                daemon("proxy-connect", () -> connect(client));
            } catch (IOException e) {
                // Closed, or a client that has gone already.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        ProxiedConnection connection = new ProxiedConnection(this, client, server);
        connections.add(connection);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT);
        } catch (IOException e) {
            connection.close();
            return;
        }
        daemon("proxy-answers", connection::answers);
        connection.requests();
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }
}
