package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a log begins, as a text that callers hand back unread: the range and the instant that the first
 * page pinned, the number of rows it counted, and the last row that was listed. A check over these and the query tells a
 * cursor of another query and a changed one from a good one. It is no secret: what a caller may see is decided by the
 * query's scope, and a cursor only says where to go on in it.
 */
record LogCursor(Instant from, Instant to, Instant asOf, long rows, LogPosition last) {
    private static final int VERSION = 1;
    private static final int CHECK_BYTES = 12;
    private static final int LONGEST_TEXT = 8_192;

    String encode(UsageQuery query, TimeRange range, UsageLog.Request request) {
        byte[] body = bytes(out -> {
            out.writeByte(VERSION);
            for (Instant instant : List.of(from, to, asOf, last.occurredAt())) {
                out.writeLong(instant.getEpochSecond());
                out.writeInt(instant.getNano());
            }
            out.writeLong(rows);
            out.writeUTF(last.account().tenant());
            out.writeUTF(last.account().user());
            out.writeLong(last.seq());
        });
        byte[] text = Arrays.copyOf(body, body.length + CHECK_BYTES);
        System.arraycopy(check(body, query, range, request), 0, text, body.length, CHECK_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    static LogCursor decode(String text, UsageQuery query, TimeRange range, UsageLog.Request request) {
        try {
            if (text.length() > LONGEST_TEXT) {
                throw new IOException("too long");
            }
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            byte[] body = Arrays.copyOf(bytes, Math.max(0, bytes.length - CHECK_BYTES));
            byte[] check = Arrays.copyOfRange(bytes, body.length, bytes.length);
            if (!Arrays.equals(check, check(body, query, range, request))) {
                throw new IOException("of another query");
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
            if (in.readByte() != VERSION) {
                throw new IOException("of another version");
            }
            Instant from = instant(in);
            Instant to = instant(in);
            Instant asOf = instant(in);
            Instant occurredAt = instant(in);
            long rows = in.readLong();
            return new LogCursor(
                    from,
                    to,
                    asOf,
                    rows,
                    new LogPosition(occurredAt, new AccountId(in.readUTF(), in.readUTF()), in.readLong()));
        } catch (IOException | RuntimeException e) {
            throw invalid(text, e);
        }
    }

    static InvalidInputException invalid(String text, @Nullable Throwable cause) {
        return new InvalidInputException(
                "cursor",
                text,
                "the nextCursor of a page of the same query: same scope, range, filters, search, sort and order",
                cause);
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    /** A range that is named is the same range as long as it is named the same, though time goes on. */
    private static byte[] check(byte[] body, UsageQuery query, TimeRange range, UsageLog.Request request) {
        boolean custom = range.expression() == TimeRange.Expression.CUSTOM;
        byte[] checked = bytes(out -> {
            out.write(body);
            write(
                    out,
                    Arrays.asList(
                            query.scope().tenant(),
                            query.scope().user(),
                            query.search(),
                            text(query.asOf()),
                            request.sort().key(),
                            Boolean.toString(request.ascending()),
                            range.expression().key(),
                            range.zone().getId(),
                            custom ? range.from().toString() : null,
                            custom ? range.to().toString() : null));
            for (Dimension dimension : query.filters().keySet()) {
                out.writeUTF(dimension.key());
                write(out, query.filters().getOrDefault(dimension, Set.of()));
            }
        });
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(checked), CHECK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Each text behind its number of texts and its own length, so that no two lists are written alike. */
    private static void write(DataOutputStream out, Collection<@Nullable String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeBoolean(text != null);
            out.writeUTF(text == null ? "" : text);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
