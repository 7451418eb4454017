package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.aim2balance.metering.usage.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    @DisplayName("the program prints what the library computes")
    void prints() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Main.main(new String[0]);
        } finally {
            System.setOut(console);
        }
        assertEquals(
                List.of(
                        "TokenUsage[input_tokens=1000, output_tokens=200, cache_read_tokens=600]",
                        "0.004900568182 EUR, 0.000095 m2",
                        "5500000000 micro-credits, 1 request, proven true"),
                printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    @DisplayName("the library is on the class path")
    void path() {
        assertFalse(Main.class.getModule().isNamed());
        assertFalse(TokenUsage.class.getModule().isNamed());
    }
}
