package ai.aim2balance.metering;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Input that cannot be accepted. The message names the field, the value and what is allowed; nothing was changed.
 *
 * <p>Thrown for misuse and for files or response bodies that cannot be understood, never for an outcome that a caller
 * has to expect in normal operation.
 */
public class InvalidInputException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_VALUE = 120;

    /** What was refused. */
    private final String field;

    /** Its value, shortened. */
    private final String value;

    /** What would have been accepted. */
    private final String allowed;

    /**
     * Creates the error with the message {@code <field> is <value>; allowed: <allowed>}.
     *
     * @param field the name of the field, with its place where it stands in a file
     * @param value the refused value; shortened in the message when it is long
     * @param allowed what would have been accepted
     */
    public InvalidInputException(String field, String value, String allowed) {
        this(field, value, allowed, null);
    }

    /**
     * Creates the error with a cause.
     *
     * @param field the name of the field, with its place where it stands in a file
     * @param value the refused value; shortened in the message when it is long
     * @param allowed what would have been accepted
     * @param cause the error of the parser or converter, or null
     */
    public InvalidInputException(String field, String value, String allowed, @Nullable Throwable cause) {
        super(field + " is " + shorten(value) + "; allowed: " + allowed, cause);
        this.field = field;
        this.value = shorten(value);
        this.allowed = allowed;
    }

    /**
     * The field that was refused.
     *
     * @return its name, with its place where it stands in a file
     */
    public String field() {
        return field;
    }

    /**
     * The value that was refused.
     *
     * @return the value as text, shortened when it is long
     */
    public String value() {
        return value;
    }

    /**
     * What would have been accepted.
     *
     * @return a range, a list or a sentence
     */
    public String allowed() {
        return allowed;
    }

    /** Control characters become blanks, so that no value can forge a line of a log. */
    private static String shorten(String value) {
        String line = value.replaceAll("[\\p{Cc}\\p{Cs}\\u2028\\u2029]", " ");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }
}
