package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Newest entries of accounts. One find for each account: a find with an order and a limit reads one document, one question
 * for all accounts would read whole chains. Many accounts are asked for side by side. Thread-safe.
 */
final class Heads implements AutoCloseable {
    private static final int SIDE_BY_SIDE = 8;
    private static final long IDLE_SECONDS = 30;

    private final Function<AccountId, @Nullable Entry> head;
    private final ThreadPoolExecutor threads;

    Heads(Function<AccountId, @Nullable Entry> head) {
        this.head = head;
        this.threads = new ThreadPoolExecutor(
                SIDE_BY_SIDE, SIDE_BY_SIDE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "metering-mongo-heads");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    Map<AccountId, Entry> of(List<AccountId> accounts) {
        int parts = Math.min(accounts.size() / 2, SIDE_BY_SIDE);
        if (parts < 2) {
            return inTurn(accounts);
        }
        List<CompletableFuture<Map<AccountId, Entry>>> running = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            List<AccountId> part = accounts.subList(i * accounts.size() / parts, (i + 1) * accounts.size() / parts);
            running.add(CompletableFuture.supplyAsync(() -> inTurn(part), threads));
        }
        Map<AccountId, Entry> heads = new HashMap<>();
        for (CompletableFuture<Map<AccountId, Entry>> part : running) {
            heads.putAll(joined(part));
        }
        return heads;
    }

    /** The error as it was thrown over there. */
    private static Map<AccountId, Entry> joined(CompletableFuture<Map<AccountId, Entry>> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException error) {
                throw error;
            }
            throw e;
        }
    }

    private Map<AccountId, Entry> inTurn(List<AccountId> accounts) {
        Map<AccountId, Entry> heads = new HashMap<>();
        for (AccountId account : accounts) {
            Entry entry = head.apply(account);
            if (entry != null) {
                heads.put(account, entry);
            }
        }
        return heads;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
