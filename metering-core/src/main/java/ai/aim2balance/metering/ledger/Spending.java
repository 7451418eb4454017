package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Microseconds;
import ai.aim2balance.metering.ledger.rule.Posting;
import ai.aim2balance.metering.ledger.writer.Result;
import ai.aim2balance.metering.ledger.writer.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Books calls that were made. Recording never refuses: what cannot be booked goes to the handler. */
final class Spending {
    private final Writer writer;
    private final CallAssessor assessor;
    private final Policies policies;
    private final Clock clock;
    private final UnrecordedSpendHandler unrecorded;
    private final Events events;

    Spending(
            Writer writer,
            CallAssessor assessor,
            Policies policies,
            Clock clock,
            UnrecordedSpendHandler unrecorded,
            Events events) {
        this.writer = writer;
        this.assessor = assessor;
        this.policies = policies;
        this.clock = clock;
        this.unrecorded = unrecorded;
        this.events = events;
    }

    SpendResult book(Spend spend, @Nullable String holdId) {
        return book(spend, holdId, this::keep);
    }

    /** Books a call that could not be booked before. Where it still cannot be, its line stays with whoever has it. */
    SpendResult replay(Spend spend, @Nullable String holdId) {
        return book(spend, holdId, lost -> {});
    }

    private SpendResult book(Spend spend, @Nullable String holdId, UnrecordedSpendHandler keeper) {
        Posting posting;
        try {
            posting = posting(spend, holdId);
        } catch (NotPriced e) {
            return notPriced(spend, holdId, e, keeper);
        }
        return answer(spend, holdId, posting, writer.submit(posting), keeper);
    }

    CompletableFuture<SpendResult> bookAsync(Spend spend) {
        Posting posting;
        try {
            posting = posting(spend, null);
        } catch (NotPriced e) {
            return CompletableFuture.completedFuture(notPriced(spend, null, e, this::keep));
        }
        return writer.submitAsync(posting).thenApply(result -> answer(spend, null, posting, result, this::keep));
    }

    List<BatchItem> bookAll(List<Spend> spends) {
        BatchItem[] items = new BatchItem[spends.size()];
        List<Posting> postings = new ArrayList<>(items.length);
        List<Integer> places = new ArrayList<>(items.length);
        for (int i = 0; i < items.length; i++) {
            try {
                postings.add(posting(Given.notNull(spends.get(i), "spends[" + i + "]", "a call"), null));
                places.add(i);
            } catch (NotPriced e) {
                items[i] = keptOrNamed(i, spends.get(i), e);
            } catch (RuntimeException e) {
                items[i] = BatchItem.of(i, e);
            }
        }
        List<Result> results = writer.submitAll(postings);
        for (int i = 0; i < results.size(); i++) {
            int place = places.get(i);
            try {
                items[place] = BatchItem.of(
                        place, answer(spends.get(place), null, postings.get(i), results.get(i), this::keep));
            } catch (RuntimeException e) {
                items[place] = BatchItem.of(place, e);
            }
        }
        return List.of(items);
    }

    /** A handler that fails on one spend must not cost the others of its batch. */
    private BatchItem keptOrNamed(int index, Spend spend, NotPriced reason) {
        try {
            return BatchItem.of(index, notPriced(spend, null, reason, this::keep));
        } catch (RuntimeException e) {
            return BatchItem.of(index, e);
        }
    }

    /** What a call would be booked as. */
    UsageRecord assess(Spend spend) {
        return assessor.assess(spend, time(spend));
    }

    private Instant time(Spend spend) {
        return spend.occurredAt == null ? Microseconds.of(clock.instant()) : spend.occurredAt;
    }

    private Posting posting(Spend spend, @Nullable String holdId) {
        Instant at = time(spend);
        UsageRecord usage;
        try {
            usage = assessor.assess(spend, at);
        } catch (InvalidInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new NotPriced(e);
        }
        try {
            policies.of(spend.account.tenant());
        } catch (RuntimeException e) {
            // The tokens are used, whatever is wrong with the policy.
            throw new NotPriced(e);
        }
        return holdId == null ? Postings.spend(spend, usage, at) : Postings.settle(holdId, spend, usage, at);
    }

    private SpendResult answer(
            Spend spend, @Nullable String holdId, Posting posting, Result result, UnrecordedSpendHandler keeper) {
        if (result instanceof Result.Booked booked) {
            return new SpendResult.Applied(booked.entry());
        }
        if (result instanceof Result.Repeated repeated) {
            return new SpendResult.AlreadyApplied(repeated.entry());
        }
        if (result instanceof Result.Conflicting conflicting) {
            throw Differences.ofCall(holdId == null ? posting.id() : holdId, conflicting.existing(), spend);
        }
        Spend timed = Spends.withTime(spend, posting.facts().occurredAt());
        Spend known = holdId == null ? Spends.withId(timed, posting.facts()) : timed;
        RuntimeException failure = result instanceof Result.Refused refused
                ? Results.misuse(posting.id(), refused)
                : Results.failure(posting.id(), result);
        return handOver(known, holdId, Results.reason(result), failure, keeper);
    }

    private SpendResult handOver(
            Spend spend,
            @Nullable String holdId,
            NotBookedException.Reason reason,
            @Nullable Throwable cause,
            UnrecordedSpendHandler keeper) {
        Spend timed = Spends.withTime(spend, clock.instant());
        String id = holdId == null ? Spends.idOf(timed) : holdId;
        UnrecordedSpend lost =
                new UnrecordedSpend(spend.account, id, reason, SpendJson.write(timed, holdId, reason), cause);
        keeper.handle(lost);
        return new SpendResult.Unrecorded(lost);
    }

    private SpendResult notPriced(Spend spend, @Nullable String holdId, NotPriced e, UnrecordedSpendHandler keeper) {
        return handOver(
                Spends.withGeneratedId(spend), holdId, NotBookedException.Reason.NOT_PRICED, e.getCause(), keeper);
    }

    private void keep(UnrecordedSpend lost) {
        events.unrecorded(lost);
        unrecorded.handle(lost);
    }

    /** A call for which there is no price at all, not even a fallback, or no policy: neither was ever told. */
    private static final class NotPriced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPriced(RuntimeException cause) {
            super(cause);
        }
    }
}
