module consumer {
    requires ai.aim2balance.metering.core;
}
