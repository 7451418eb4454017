package ai.aim2balance.metering.mongo.librechat;

import java.io.Serial;

/** A document that cannot be imported: the field that is to blame, and what is wrong with it. */
final class Unreadable extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String what;

    Unreadable(String field, String what) {
        super(field + " " + what, null, false, false);
        this.field = field;
        this.what = what;
    }

    String field() {
        return field;
    }

    String what() {
        return what;
    }
}
