/**
 * The contract of a metering store as tests that an adapter runs against itself.
 */
module ai.aim2balance.metering.tck {
    requires transitive ai.aim2balance.metering.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;
    requires static transitive org.jspecify;

    exports ai.aim2balance.metering.tck;

    opens ai.aim2balance.metering.tck to
            org.junit.platform.commons;
}
