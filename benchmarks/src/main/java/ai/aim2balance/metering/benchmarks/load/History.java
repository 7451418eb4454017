package ai.aim2balance.metering.benchmarks.load;

/** The last calls of one caller, to send one of them again. */
final class History {
    private static final int MOST = 1_024;

    private final String[] ids = new String[MOST];
    private final int[] accounts = new int[MOST];
    private final long[] marks = new long[MOST];
    private int added;

    void add(String id, int account, long mark) {
        int place = added % MOST;
        ids[place] = id;
        accounts[place] = account;
        marks[place] = mark;
        added = added == 2 * MOST - 1 ? MOST : added + 1;
    }

    int size() {
        return Math.min(added, MOST);
    }

    String id(int place) {
        return ids[place];
    }

    int account(int place) {
        return accounts[place];
    }

    long mark(int place) {
        return marks[place];
    }
}
