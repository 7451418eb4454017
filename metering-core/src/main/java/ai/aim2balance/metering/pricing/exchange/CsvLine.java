package ai.aim2balance.metering.pricing.exchange;

import java.util.Arrays;
import java.util.List;

/** A line of cells separated by commas, without quotes. */
final class CsvLine {
    private final String[] raw;
    private final List<String> cells;

    CsvLine(String line) {
        this.raw = line.split(",", -1);
        this.cells = Arrays.stream(raw).map(String::strip).toList();
    }

    List<String> cells() {
        return cells;
    }

    /** The text of a cell without blanks around it; empty where the line ends before it. */
    String cell(int place) {
        return place < cells.size() ? cells.get(place) : "";
    }

    /** Where a cell's text begins in the line, counted from 1. */
    int column(int place) {
        int column = 1;
        for (int i = 0; i < Math.min(place, raw.length); i++) {
            column += raw[i].length() + 1;
        }
        if (place < raw.length) {
            column += raw[place].length() - raw[place].stripLeading().length();
        }
        return column;
    }
}
