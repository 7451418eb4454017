package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import java.util.function.Consumer;

/** Finds the JSON in what a client hands over: a chunk of JSON, a line of server-sent events, or several. */
final class SseLines {
    private SseLines() {}

    /** Hands on each chunk; returns whether the end marker was among them. */
    static boolean read(String given, Consumer<String> chunks) {
        String text = given.strip();
        if (isJson(text)) {
            chunks.accept(text);
            return false;
        }
        boolean ended = false;
        for (String line : text.split("[\\r\\n]+", -1)) {
            String rest = payload(line.strip());
            if (rest.equals("[DONE]")) {
                ended = true;
            } else if (isJson(rest)) {
                chunks.accept(rest);
            } else if (!rest.isEmpty()) {
                throw new InvalidInputException(
                        // not the text itself: it may be what the model said
                        "stream chunk",
                        "a text of " + rest.length() + " characters",
                        "a JSON object, or lines of server-sent events with JSON as data");
            }
        }
        return ended;
    }

    private static String payload(String line) {
        if (line.startsWith("data:")) {
            return line.substring("data:".length()).strip();
        }
        boolean noData = line.startsWith(":")
                || line.startsWith("event:")
                || line.startsWith("id:")
                || line.startsWith("retry:");
        return noData ? "" : line;
    }

    private static boolean isJson(String text) {
        return text.startsWith("{") || (text.startsWith("[") && !text.equals("[DONE]"));
    }
}
