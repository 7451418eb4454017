/**
 * Reads the usage of LLM responses, prices it exactly and weighs its environmental impact, in-process.
 */
module ai.aim2balance.metering.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires org.yaml.snakeyaml;
    requires org.slf4j;

    exports ai.aim2balance.metering;
    exports ai.aim2balance.metering.usage;
}
