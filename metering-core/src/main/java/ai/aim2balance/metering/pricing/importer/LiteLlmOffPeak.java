package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.PriceCondition.Window;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code off_peak_pricing}: rates for some hours of the day. A catalogue's windows do not wrap over midnight; where the
 * cheap hours do, they are the rule of the day, and the dear hours are the windows.
 *
 * @param card the prices in the cheap hours
 * @param cheapByDefault whether the windows are the dear hours
 * @param windows the exception
 */
record LiteLlmOffPeak(LiteLlmCard card, boolean cheapByDefault, List<Window> windows) {
    private static final String FIELD = "off_peak_pricing";
    private static final int DAY = 24 * 60;
    private static final Pattern HOURS = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");

    /** Null where the block cannot be taken; a finding says why. */
    static @Nullable LiteLlmOffPeak read(Object value, LiteLlmCard standard, String kind, Findings findings) {
        BitSet cheap = value instanceof Map<?, ?> block ? minutes(block.get("hours_utc")) : null;
        if (cheap == null || cheap.isEmpty() || cheap.cardinality() == DAY) {
            findings.add(Kind.IGNORED, FIELD, value, "no hours in UTC such as 16:30-00:30");
            return null;
        }
        LiteLlmCard card = new LiteLlmCard(standard);
        ((Map<?, ?>) value).forEach((name, price) -> overlay(String.valueOf(name), price, card, kind, findings));
        boolean cheapAtMidnight = cheap.get(DAY - 1);
        if (cheapAtMidnight) {
            cheap.flip(0, DAY);
        }
        return new LiteLlmOffPeak(card, cheapAtMidnight, windows(cheap));
    }

    private static void overlay(String name, @Nullable Object value, LiteLlmCard card, String kind, Findings findings) {
        if (!name.contains("cost") || value == null) {
            return;
        }
        LiteLlmField field = LiteLlmField.parse(name, kind);
        if (field == null || field.above() > 0 || field.mode() != LiteLlmMode.STANDARD) {
            findings.add(Kind.IGNORED, FIELD + "." + name, value, "no unit of usage for it");
            return;
        }
        BigDecimal price = PriceNumber.perSize(value, field.size(), FIELD + "." + name, findings);
        if (price != null) {
            card.clear(field.unit(), 0);
            card.set(field.unit(), 0, price);
        }
    }

    private static @Nullable BitSet minutes(@Nullable Object hours) {
        BitSet minutes = new BitSet(DAY);
        for (Object text : hours instanceof List<?> list ? list : List.of(String.valueOf(hours))) {
            Matcher matcher = HOURS.matcher(String.valueOf(text).trim());
            if (!matcher.matches()) {
                return null;
            }
            int start = minute(matcher, 1);
            int end = minute(matcher, 3);
            if (start > DAY || end > DAY) {
                return null;
            }
            if (start < end) {
                minutes.set(start, end);
            } else {
                minutes.set(start, DAY);
                minutes.set(0, end);
            }
        }
        return minutes;
    }

    private static int minute(Matcher matcher, int group) {
        int hour = Integer.parseInt(matcher.group(group));
        int minute = Integer.parseInt(matcher.group(group + 1));
        return minute > 59 ? DAY + 1 : hour * 60 + minute;
    }

    private static List<Window> windows(BitSet minutes) {
        List<Window> windows = new ArrayList<>();
        for (int start = minutes.nextSetBit(0); start >= 0; ) {
            int end = minutes.nextClearBit(start);
            windows.add(new Window(LocalTime.ofSecondOfDay(start * 60L), LocalTime.ofSecondOfDay(end * 60L)));
            start = minutes.nextSetBit(end);
        }
        return windows;
    }
}
