package ai.aim2balance.metering.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model in whole parts: {@code anthropic/claude-sonnet-4.5} is the vendor {@code anthropic} and the parts
 * claude, sonnet, 4, 5. Separators, capitals and the border from letters to digits make no difference.
 *
 * @param vendor the prefix before a slash or, as on Bedrock, a dot; empty where there is none
 * @param whole all parts, prefixes included
 * @param parts the parts after vendor and path
 * @param stem the parts without date, {@code latest} and the like
 * @param date what was stripped as a date, as a number, or 0
 * @param totalB size in the name, billions of parameters, or NaN
 * @param activeB active parameters in the name, or the total
 */
record ModelName(
        String vendor,
        List<String> whole,
        List<String> parts,
        List<String> stem,
        long date,
        double totalB,
        double activeB) {
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]+|(?<=[a-z])(?=[0-9])");
    private static final Pattern BEDROCK_VERSION = Pattern.compile("-v\\d+:\\d+$");
    private static final Pattern BEDROCK_PREFIX =
            Pattern.compile("^(?:(?:us|us-gov|eu|apac|jp|au|ca|global)\\.)?([a-z]+)\\.(?=[a-z])");
    private static final Pattern TOTAL = Pattern.compile("(?<![a-z0-9.])(\\d{1,4}(?:\\.\\d{1,2})?)b(?![a-z0-9])");
    private static final Pattern ACTIVE = Pattern.compile("(?<![a-z0-9])a(\\d{1,4}(?:\\.\\d{1,2})?)b(?![a-z0-9])");
    private static final Pattern ONE_PART_DATE = Pattern.compile("20\\d{6}|\\d{4}|\\d{3}");
    private static final Pattern YEAR = Pattern.compile("20\\d{2}");
    private static final Pattern TWO_DIGITS = Pattern.compile("\\d{2}");
    private static final List<String> SUFFIXES = List.of("latest", "preview", "exp", "experimental");

    static ModelName of(String raw) {
        String text =
                BEDROCK_VERSION.matcher(raw.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        String vendor = "";
        String name = text.substring(text.lastIndexOf('/') + 1);
        Matcher bedrock = BEDROCK_PREFIX.matcher(name);
        if (text.indexOf('/') > 0) {
            vendor = text.substring(0, text.indexOf('/'));
        } else if (bedrock.find()) {
            vendor = bedrock.group(1);
            name = name.substring(bedrock.end());
        }
        List<String> parts = split(name);
        int end = parts.size();
        long date = 0;
        while (end > 1) {
            int tail = SUFFIXES.contains(parts.get(end - 1)) ? 1 : dateLength(parts, end);
            if (tail == 0 || tail >= end) {
                break;
            }
            if (!SUFFIXES.contains(parts.get(end - 1))) {
                date = Math.max(date, Long.parseLong(String.join("", parts.subList(end - tail, end))));
            }
            end -= tail;
        }
        double total = number(TOTAL, name);
        double active = number(ACTIVE, name);
        return new ModelName(
                vendor,
                split(text),
                parts,
                List.copyOf(parts.subList(0, end)),
                date,
                total,
                Double.isNaN(active) ? total : Math.min(active, total));
    }

    /** The key of a whole name in the tables. */
    String key() {
        return key(parts);
    }

    static String key(List<String> parts) {
        return String.join("-", parts);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : SEPARATORS.split(text, -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return List.copyOf(parts);
    }

    /** How many of the last parts are a date: 20250929, 2024-08-06, 2512, 0613, or a version such as 001. */
    private static int dateLength(List<String> parts, int end) {
        if (matches(ONE_PART_DATE, parts.get(end - 1))) {
            return 1;
        }
        boolean dashed = end > 3
                && matches(TWO_DIGITS, parts.get(end - 1))
                && matches(TWO_DIGITS, parts.get(end - 2))
                && matches(YEAR, parts.get(end - 3));
        return dashed ? 3 : 0;
    }

    private static boolean matches(Pattern pattern, String part) {
        return pattern.matcher(part).matches();
    }

    private static double number(Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(name);
        double value = matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
        return value > 0 ? value : Double.NaN;
    }
}
