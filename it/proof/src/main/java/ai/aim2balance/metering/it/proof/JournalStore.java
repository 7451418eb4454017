package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryJson;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The simplest store that loses nothing: all in memory, and each batch as lines of a file, forced to the disk. By it a
 * proof is judged, as by {@link HastyStore}: one must pass, the other must not. Thread-safe; one call at a time.
 */
final class JournalStore extends Forwarding {
    private final RandomAccessFile file;

    private JournalStore(RandomAccessFile file, InMemoryMeteringStore memory) {
        super(memory);
        this.file = file;
    }

    static JournalStore open(Path path) {
        try {
            InMemoryMeteringStore memory = new InMemoryMeteringStore();
            long whole = 0;
            if (Files.exists(path)) {
                String text = Files.readString(path);
                // What has no end was never acknowledged.
                int end = text.lastIndexOf('\n') + 1;
                text.substring(0, end).lines().forEach(line -> memory.append(List.of(EntryJson.read(line))));
                whole = text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
            }
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(whole);
            file.seek(whole);
            return new JournalStore(file, memory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        return super.heads(accounts);
    }

    @Override
    public synchronized AppendResult append(List<Entry> entries) {
        return write(entries, super.append(entries));
    }

    @Override
    public synchronized EntryPage entries(EntryQuery query) {
        return super.entries(query);
    }

    @Override
    public synchronized List<UsageRow> aggregate(UsageQuery query) {
        return super.aggregate(query);
    }

    @Override
    public synchronized List<Entry> log(UsageQuery query) {
        return super.log(query);
    }

    @Override
    public synchronized <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        return super.exclusively(accounts, work);
    }

    @Override
    Locked wrapped(Locked locked) {
        return new Locked() {
            @Override
            public Map<AccountId, Entry> heads() {
                return locked.heads();
            }

            @Override
            public EntryPage entries(EntryQuery query) {
                return locked.entries(query);
            }

            @Override
            public AppendResult append(List<Entry> entries) {
                return write(entries, locked.append(entries));
            }
        };
    }

    private AppendResult write(List<Entry> entries, AppendResult result) {
        StringBuilder lines = new StringBuilder();
        entries.subList(0, result.committed())
                .forEach(entry -> lines.append(EntryJson.write(entry)).append('\n'));
        try {
            file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    @Override
    public synchronized void close() {
        super.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
