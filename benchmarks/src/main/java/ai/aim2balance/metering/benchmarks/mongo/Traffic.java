package ai.aim2balance.metering.benchmarks.mongo;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Counts commands and the bytes of their documents, both ways. Thread-safe. */
final class Traffic implements CommandListener {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final LongAdder commands = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    void reset() {
        commands.reset();
        sent.reset();
        received.reset();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        commands.increment();
        sent.add(bytes(event.getCommand()));
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        received.add(bytes(event.getResponse()));
    }

    private static int bytes(BsonDocument document) {
        try (BasicOutputBuffer out = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
            return out.getSize();
        }
    }

    String perCall(long calls) {
        return String.format(
                Locale.ROOT,
                "%.3f round trips, %.0f bytes sent, %.0f bytes received each",
                (double) commands.sum() / calls,
                (double) sent.sum() / calls,
                (double) received.sum() / calls);
    }
}
