/**
 * Reads the usage of LLM responses, prices it exactly, weighs its environmental impact and books it, in-process.
 */
module ai.aim2balance.metering.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires org.yaml.snakeyaml;
    requires org.slf4j;

    exports ai.aim2balance.metering;
    exports ai.aim2balance.metering.analytics;
    exports ai.aim2balance.metering.entry;
    exports ai.aim2balance.metering.environment;
    exports ai.aim2balance.metering.ledger;
    exports ai.aim2balance.metering.pricing;
    exports ai.aim2balance.metering.pricing.catalog;
    exports ai.aim2balance.metering.pricing.exchange;
    exports ai.aim2balance.metering.pricing.importer;
    exports ai.aim2balance.metering.store;
    exports ai.aim2balance.metering.usage;
}
