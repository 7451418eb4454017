package ai.aim2balance.metering.it.proof;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the parent, line by line, on the standard output. Each line is one write, and is there when that returns, whatever
 * becomes of the process. Thread-safe.
 */
final class Pipe implements Journal {
    static final String ASKED = "?";
    static final String BOOKED = "+";
    static final String NOT_BOOKED = "-";
    static final String UNKNOWN = "~";
    static final String FAILED = "!";
    static final String STEP = "step";
    static final String OPENING = "opening";
    static final String READY = "ready";
    static final String DONE = "done";
    /** Ends each line, so that a piece of one is known. */
    static final String END = " ;";

    private static final int LONGEST_NOTE = 500;
    private static final String NOTE = " # ";

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    @Override
    public void asked(Ask ask) {
        tell(ASKED + " " + ask.line());
    }

    @Override
    public void answered(Ask ask, Answer answer) {
        String word = switch (answer.outcome()) {
            case BOOKED -> BOOKED;
            case NOT_BOOKED -> NOT_BOOKED;
            case UNKNOWN -> UNKNOWN;
            case FAILED -> FAILED;
        };
        String note = answer.note().replaceAll("\\s+", " ");
        tell(word + " " + ask.line() + NOTE + note.substring(0, Math.min(note.length(), LONGEST_NOTE)));
    }

    void tell(String line) {
        byte[] bytes = (line + END + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                // Nobody listens any more.
                Runtime.getRuntime().halt(3);
            }
        }
    }

    /** Tells the parent's witness what a line says about a call; false where it says something else. */
    static boolean hear(String line, Journal journal) {
        String word = line.substring(0, Math.max(0, line.indexOf(' ')));
        Answer.@Nullable Outcome outcome = switch (word) {
            case BOOKED -> Answer.Outcome.BOOKED;
            case NOT_BOOKED -> Answer.Outcome.NOT_BOOKED;
            case UNKNOWN -> Answer.Outcome.UNKNOWN;
            case FAILED -> Answer.Outcome.FAILED;
            default -> null;
        };
        if (outcome == null && !word.equals(ASKED)) {
            return false;
        }
        int note = line.indexOf(NOTE);
        String words = line.substring(word.length() + 1, note < 0 ? line.length() : note);
        Ask ask = Ask.of(List.of(words.split(" ", -1)));
        if (outcome == null) {
            journal.asked(ask);
        } else {
            journal.answered(ask, new Answer(outcome, note < 0 ? "" : line.substring(note + NOTE.length())));
        }
        return true;
    }
}
