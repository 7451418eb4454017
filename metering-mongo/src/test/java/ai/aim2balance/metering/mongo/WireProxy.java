package ai.aim2balance.metering.mongo;

import com.mongodb.ConnectionString;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between driver and server, understands both, and answers in the server's place where it is told to. Thread-safe.
 */
final class WireProxy implements AutoCloseable {
    private static final int HEADER = 16;
    private static final int MESSAGE = 2013;
    private static final DocumentCodec CODEC = new DocumentCodec();

    private final ServerSocket listening = listen();
    private final String host;
    private final int port;
    private final AtomicReference<@Nullable Fault> armed = new AtomicReference<>();
    private volatile UnaryOperator<Document> hello = reply -> reply;

    /** When the fault is done to a command. */
    enum When {
        /** The server never hears of it. */
        BEFORE,
        /** The server has done it. */
        AFTER
    }

    /** What is done to the next command of a name: another answer, or null for a connection that is cut. */
    record Fault(String command, When when, @Nullable Document answer) {}

    private WireProxy(String host, int port) {
        this.host = host;
        this.port = port;
        daemon(this::accept);
    }

    static WireProxy toServer() {
        String[] host = new ConnectionString(TestMongo.uri()).getHosts().get(0).split(":", 2);
        return new WireProxy(host[0], host.length == 1 ? 27_017 : Integer.parseInt(host[1]));
    }

    String uri() {
        return "mongodb://127.0.0.1:" + listening.getLocalPort() + "/?directConnection=true&retryWrites=false";
    }

    /** Lets the server say of itself what it is not. */
    WireProxy saying(UnaryOperator<Document> hello) {
        this.hello = hello;
        return this;
    }

    /** Disturbs the next command of a name. */
    void disturb(String command, When when, @Nullable Document answer) {
        armed.set(new Fault(command, when, answer));
    }

    boolean isDone() {
        return armed.get() == null;
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(host, port)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            DataInputStream requests = new DataInputStream(client.getInputStream());
            DataInputStream replies = new DataInputStream(server.getInputStream());
            while (true) {
                byte[] request = read(requests);
                byte[] answer = answer(request, server.getOutputStream(), replies);
                if (answer == null) {
                    return;
                }
                client.getOutputStream().write(answer);
            }
        } catch (IOException e) {
            // One of them has gone: so has the other.
        }
    }

    private byte @Nullable [] answer(byte[] request, OutputStream server, DataInputStream replies) throws IOException {
        String command = command(request);
        Fault fault = armed.get();
        boolean now = fault != null && fault.command().equals(command) && armed.compareAndSet(fault, null);
        if (fault != null && now && fault.when() == When.BEFORE) {
            return fault.answer() == null ? null : message(request, fault.answer());
        }
        server.write(request);
        byte[] reply = read(replies);
        if (fault != null && now) {
            return fault.answer() == null ? null : message(request, fault.answer());
        }
        return List.of("hello", "isMaster", "ismaster").contains(command) ? saysHello(reply) : reply;
    }

    private byte[] saysHello(byte[] reply) {
        int opCode = number(reply, 12);
        int start = opCode == MESSAGE ? HEADER + 5 : HEADER + 20;
        byte[] document = encode(hello.apply(decode(reply, start)));
        ByteBuffer other = ByteBuffer.allocate(start + document.length).order(ByteOrder.LITTLE_ENDIAN);
        other.put(reply, 0, start).put(document).putInt(0, start + document.length);
        return other.array();
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] length = new byte[4];
        in.readFully(length);
        int size = number(length, 0);
        byte[] message = new byte[size];
        System.arraycopy(length, 0, message, 0, 4);
        in.readFully(message, 4, size - 4);
        return message;
    }

    /** The name of the command, whichever way its parts are sent. */
    private static String command(byte[] request) {
        int at = HEADER + 4;
        if (number(request, 12) != MESSAGE) {
            return "isMaster";
        }
        while (request[at] != 0) {
            at += 1 + number(request, at + 1);
        }
        return decode(request, at + 1).keySet().iterator().next();
    }

    private static byte[] message(byte[] request, Document answer) {
        byte[] document = encode(answer);
        int size = HEADER + 5 + document.length;
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(size)
                .putInt(0)
                .putInt(number(request, 4))
                .putInt(MESSAGE)
                .putInt(0)
                .put((byte) 0)
                .put(document)
                .array();
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static Document decode(byte[] bytes, int at) {
        ByteBuffer document = ByteBuffer.wrap(bytes, at, bytes.length - at).slice();
        try (BsonBinaryReader reader = new BsonBinaryReader(document)) {
            return CODEC.decode(reader, DecoderContext.builder().build());
        }
    }

    private static byte[] encode(Document document) {
        try (BasicOutputBuffer out = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
            return out.toByteArray();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
