package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyProxyTest {
    private static final String REQUEST = "a request";

    private EchoServer server;
    private FaultyProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultyProxy.to(server.port(), 1);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    @DisplayName("undisturbed, everything arrives and nothing is counted")
    void undisturbed() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(REQUEST);
            assertThat(ask(client)).isEqualTo(REQUEST);
        }
        for (ProxyFault fault : ProxyFault.values()) {
            assertThat(proxy.count(fault)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ProxyFault.class,
            names = {"LATENCY", "SLOW"})
    @DisplayName("what is late or slow arrives whole")
    void late(ProxyFault fault) throws IOException {
        proxy.arm(fault, 2);
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(REQUEST);
            assertThat(proxy.count(fault)).isZero();
            assertThat(ask(client)).isEqualTo(REQUEST);
            assertThat(proxy.count(fault)).isEqualTo(1);
            assertThat(ask(client)).isEqualTo(REQUEST);
            assertThat(proxy.count(fault)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("latency is added to everything")
    void latency() throws IOException {
        proxy.latency(Duration.ofMillis(2));
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(REQUEST);
        }
    }

    @Test
    @DisplayName("a reset reaches the client, and nothing reaches the server")
    void reset() throws IOException {
        proxy.arm(ProxyFault.RESET, 1);
        try (Socket client = connect()) {
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketException.class);
        }
        assertThat(server.received()).isZero();
        assertThat(proxy.count(ProxyFault.RESET)).isEqualTo(1);
    }

    @Test
    @DisplayName("cut after the request left: the server has it whole, the client has no answer")
    void cutAfter() throws Exception {
        proxy.arm(ProxyFault.CUT_AFTER, 1);
        try (Socket client = connect()) {
            assertThat(ask(client)).isEmpty();
        }
        server.awaitReceived(REQUEST.length());
        assertThat(server.received()).isEqualTo(REQUEST.length());
    }

    @Test
    @DisplayName("cut within the request: the server has a part of it, the client has no answer")
    void cutWithin() throws Exception {
        proxy.arm(ProxyFault.CUT_WITHIN, 1);
        try (Socket client = connect()) {
            assertThat(ask(client)).isEmpty();
        }
        server.awaitReceived(REQUEST.length() / 2);
        assertThat(server.received()).isEqualTo(REQUEST.length() / 2);
    }

    @Test
    @DisplayName("half-open: the server has the request, the client waits for ever")
    void halfOpen() throws Exception {
        proxy.arm(ProxyFault.HALF_OPEN, 1);
        try (Socket client = connect()) {
            client.setSoTimeout(100);
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);
            server.awaitReceived(REQUEST.length());
            assertThat(server.received()).isEqualTo(REQUEST.length());
        }
    }

    @Test
    @DisplayName("by chance, about as many requests are disturbed as was asked for, and a new connection works")
    void chance() throws IOException {
        proxy.rate(ProxyFault.CUT_AFTER, 0.5);
        int answered = 0;
        for (int i = 0; i < 200; i++) {
            try (Socket client = connect()) {
                answered += ask(client).isEmpty() ? 0 : 1;
            }
        }
        assertThat(answered).isEqualTo(200 - (int) proxy.count(ProxyFault.CUT_AFTER));
        assertThat(answered).isBetween(50, 150);
    }

    @Test
    @DisplayName("what was armed and not done can be taken back")
    void disarmed() throws IOException {
        proxy.arm(ProxyFault.RESET, 1);
        assertThat(proxy.disarm()).isTrue();
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(REQUEST);
        }
        assertThat(proxy.disarm()).isFalse();
    }

    @Test
    @DisplayName("all connections can be cut at once")
    void cutAll() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(REQUEST);
            proxy.cutAll();
            assertThatThrownBy(() -> {
                        if (ask(client).isEmpty()) {
                            throw new IOException("no answer");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(10_000);
        return client;
    }

    /** Sends a request; the answer, or nothing where the connection ends. */
    private static String ask(Socket client) throws IOException {
        client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.UTF_8));
        return new String(client.getInputStream().readNBytes(REQUEST.length()), StandardCharsets.UTF_8);
    }
}
