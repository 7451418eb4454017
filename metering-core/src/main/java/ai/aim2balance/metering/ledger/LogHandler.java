package ai.aim2balance.metering.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line in the log that can be replayed. */
enum LogHandler implements UnrecordedSpendHandler {
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger("ai.aim2balance.metering.unrecorded");

    @Override
    public void handle(UnrecordedSpend spend) {
        LOG.error("{}", spend.json());
    }
}
