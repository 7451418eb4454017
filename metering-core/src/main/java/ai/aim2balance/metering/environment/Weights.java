package ai.aim2balance.metering.environment;

/** What a token weighs against a token of output. */
record Weights(Range input, Range cacheRead, Range cacheWrite) {

    double inputLow(TokenCounts tokens) {
        return tokens.input() * input.low()
                + tokens.cacheRead() * cacheRead.low()
                + tokens.cacheWrite() * cacheWrite.low();
    }

    double inputLikely(TokenCounts tokens) {
        return tokens.input() * input.likely()
                + tokens.cacheRead() * cacheRead.likely()
                + tokens.cacheWrite() * cacheWrite.likely();
    }

    double inputHigh(TokenCounts tokens) {
        return tokens.input() * input.high()
                + tokens.cacheRead() * cacheRead.high()
                + tokens.cacheWrite() * cacheWrite.high();
    }
}
