package ai.aim2balance.metering.it.proof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Sends back what it gets, and counts it. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listening;
    private final AtomicLong received = new AtomicLong();

    EchoServer() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits until so many bytes have come. */
    void awaitReceived(long bytes) throws InterruptedException {
        for (int i = 0; i < 1_000 && received.get() < bytes; i++) {
            Thread.sleep(10);
        }
    }

    long received() {
        return received.get();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listening.accept();
                daemon(() -> echo(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void echo(Socket socket) {
        byte[] buffer = new byte[1_024];
        try (socket) {
            for (int count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                received.addAndGet(count);
                socket.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            // That is what the tests are about.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
