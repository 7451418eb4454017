package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.TokenType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Reads documents of {@code transactions} of every generation and number type. */
final class RowReader {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final int RATE_SCALE = 12;
    private static final int MOST_RATE_DIGITS = 18;

    private final Consumer<BigDecimal> roundings;

    /** Hears of what rounding changed, row by row. */
    RowReader(Consumer<BigDecimal> roundings) {
        this.roundings = roundings;
    }

    SourceRow read(BsonDocument row) throws Unreadable {
        String id = idOf(row.get("_id"), "_id");
        String user = userOf(row.get("user"));
        TokenType type = type(text(row, "tokenType"));
        BigDecimal rawAmount = LibreChatNumber.exact(row.get("rawAmount"), "rawAmount");
        BigDecimal value = LibreChatNumber.exact(row.get("tokenValue"), "tokenValue");
        BigDecimal rate = rate(row);
        SourceRow.Parts parts = type == TokenType.PROMPT ? parts(row) : null;
        LibreChatNumber.Micro micro =
                LibreChatNumber.micro(value != null ? value : computed(rawAmount, rate, type), "tokenValue");
        // Credits are no tokens, and may be fractional; only their value counts.
        long tokens =
                type == TokenType.CREDITS || rawAmount == null ? 0 : LibreChatNumber.whole(rawAmount, "rawAmount");
        if (micro.rounded().signum() != 0) {
            roundings.accept(micro.rounded());
        }
        Instant written = writtenAt(row.get("_id"));
        return new SourceRow(
                id,
                written,
                at(row.get("createdAt"), written),
                user,
                type,
                tokens,
                micro.value(),
                rate == null ? null : kept(rate.abs()),
                parts,
                new SourceRow.Names(
                        text(row, "model"),
                        text(row, "conversationId"),
                        text(row, "context"),
                        text(row, "messageId"),
                        text(row, "valueKey"),
                        text(row, "tenantId")));
    }

    /** An {@code _id} as a text that no {@code _id} of another type has. */
    static String idOf(@Nullable BsonValue value, String field) throws Unreadable {
        if (value != null && value.isObjectId()) {
            return value.asObjectId().getValue().toHexString();
        }
        if (value != null && value.isString() && !value.asString().getValue().isEmpty()) {
            return "text:" + value.asString().getValue();
        }
        throw new Unreadable(field, typed(value) + ", not an ObjectId or a text");
    }

    /** A document by its {@code _id}, for people. */
    static String nameOf(BsonDocument document) {
        BsonValue id = document.get("_id");
        try {
            return idOf(id, "_id");
        } catch (Unreadable e) {
            return String.valueOf(id);
        }
    }

    /** A user: an ObjectId and the text of its 24 digits are the same one. */
    static String userOf(@Nullable BsonValue value) throws Unreadable {
        if (value != null && value.isObjectId()) {
            return value.asObjectId().getValue().toHexString();
        }
        if (value != null && value.isString() && !value.asString().getValue().isEmpty()) {
            return value.asString().getValue();
        }
        throw new Unreadable("user", typed(value) + ", not an ObjectId or a text");
    }

    static @Nullable Instant dateOf(@Nullable BsonValue value) {
        if (value == null || !value.isDateTime()) {
            return null;
        }
        Instant date = Instant.ofEpochMilli(value.asDateTime().getValue());
        return date.isBefore(EARLIEST) || date.isAfter(LATEST) ? null : date;
    }

    static @Nullable String text(BsonDocument document, String name) {
        BsonValue value = document.get(name);
        if (value != null && value.isObjectId()) {
            return value.asObjectId().getValue().toHexString();
        }
        return value != null && value.isString() ? value.asString().getValue() : null;
    }

    private static String typed(@Nullable BsonValue value) {
        if (value == null || value.isNull()) {
            return "is missing";
        }
        return value.isString()
                ? "is empty"
                : "is of type " + value.getBsonType().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static TokenType type(@Nullable String name) throws Unreadable {
        for (TokenType type : new TokenType[] {TokenType.PROMPT, TokenType.COMPLETION, TokenType.CREDITS}) {
            if (type.key().equals(name)) {
                return type;
            }
        }
        throw new Unreadable(
                "tokenType",
                (name == null ? "is missing" : "is \"" + Shown.text(name) + "\"")
                        + ", not prompt, completion or credits");
    }

    /** LibreChat's own rule for a row without a value: amount times rate, and a missing amount counts as nothing. */
    private static BigDecimal computed(@Nullable BigDecimal rawAmount, @Nullable BigDecimal rate, TokenType type)
            throws Unreadable {
        if (rawAmount == null) {
            throw new Unreadable("tokenValue", "is missing, and so is rawAmount");
        }
        if (rate == null && type != TokenType.CREDITS) {
            throw new Unreadable("tokenValue", "is missing, and so is rate");
        }
        return rate == null ? rawAmount : rawAmount.multiply(rate.abs());
    }

    /** Only told, never charged by: what is no sensible rate is left out. */
    private static @Nullable BigDecimal rate(BsonDocument row) {
        try {
            BigDecimal rate = LibreChatNumber.exact(row.get("rate"), "rate");
            boolean sensible = rate != null
                    && (long) rate.precision() - rate.scale() <= MOST_RATE_DIGITS
                    && rate.scale() <= MOST_RATE_DIGITS * 2;
            return sensible ? rate : null;
        } catch (Unreadable e) {
            return null;
        }
    }

    private static BigDecimal kept(BigDecimal rate) {
        return rate.scale() > RATE_SCALE ? rate.setScale(RATE_SCALE, RoundingMode.HALF_EVEN) : rate;
    }

    private static SourceRow.@Nullable Parts parts(BsonDocument row) throws Unreadable {
        BigDecimal input = LibreChatNumber.exact(row.get("inputTokens"), "inputTokens");
        BigDecimal write = LibreChatNumber.exact(row.get("writeTokens"), "writeTokens");
        BigDecimal read = LibreChatNumber.exact(row.get("readTokens"), "readTokens");
        if (input == null && write == null && read == null) {
            return null;
        }
        SourceRow.Parts parts =
                new SourceRow.Parts(part(input, "inputTokens"), part(write, "writeTokens"), part(read, "readTokens"));
        return parts.input() == 0 && parts.write() == 0 && parts.read() == 0 ? null : parts;
    }

    private static long part(@Nullable BigDecimal tokens, String field) throws Unreadable {
        return tokens == null ? 0 : Math.abs(LibreChatNumber.whole(tokens, field));
    }

    private static @Nullable Instant writtenAt(@Nullable BsonValue id) {
        if (id == null || !id.isObjectId()) {
            return null;
        }
        ObjectId value = id.asObjectId().getValue();
        // Seconds since 1970 in 32 bits without a sign.
        return Instant.ofEpochSecond(Integer.toUnsignedLong(value.getTimestamp()));
    }

    private static Instant at(@Nullable BsonValue createdAt, @Nullable Instant written) throws Unreadable {
        Instant date = dateOf(createdAt);
        if (date == null && written == null) {
            throw new Unreadable("createdAt", "is missing, and the _id has no time");
        }
        return date == null ? java.util.Objects.requireNonNull(written) : date;
    }
}
