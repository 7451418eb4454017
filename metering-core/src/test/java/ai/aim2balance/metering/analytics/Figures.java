package ai.aim2balance.metering.analytics;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sums as text, so that two of them can be compared whatever their scale, and a difference can be read. */
final class Figures {
    private Figures() {}

    static List<String> of(UsageSums sums) {
        return of((Record) sums, "");
    }

    /** What sums add up to, figure by figure. */
    static List<String> of(Collection<UsageSums> parts) {
        return of(parts.stream().reduce(Sums.ZERO, Sums::plus));
    }

    private static List<String> of(Record figures, String prefix) {
        List<String> texts = new ArrayList<>();
        for (RecordComponent component : figures.getClass().getRecordComponents()) {
            Object value = value(figures, component);
            String name = prefix + component.getName();
            if (value instanceof Record inner) {
                texts.addAll(of(inner, name + "."));
            } else {
                texts.add(name + "="
                        + new BigDecimal(value.toString()).stripTrailingZeros().toPlainString());
            }
        }
        return texts;
    }

    private static Object value(Record figures, RecordComponent component) {
        try {
            return component.getAccessor().invoke(figures);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
