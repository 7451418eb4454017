package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.internal.Given;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A local file, forced to the disk line by line. Each line begins with a line break of its own, so that what a crash has
 * cut does not swallow the next one.
 */
final class SpoolHandler implements UnrecordedSpendHandler {
    private final Path file;

    SpoolHandler(Path file) {
        this.file = Given.notNull(file, "spool file", "a path");
    }

    @Override
    public synchronized void handle(UnrecordedSpend spend) {
        // A channel is closed by an interrupt; the interrupt is kept for after the line is safe.
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer line = ByteBuffer.wrap(("\n" + spend.json() + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an unrecorded spend in " + file + ": " + spend.json(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
