package ai.aim2balance.metering.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A round of maintenance for a scheduler, which would stop at the first error. */
final class Rounds implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Metering.class);

    private final Metering metering;

    Rounds(Metering metering) {
        this.metering = metering;
    }

    @Override
    public void run() {
        try {
            metering.maintenance();
        } catch (RuntimeException e) {
            LOG.warn("a round of maintenance failed; the next one goes on from where it began", e);
        }
    }
}
