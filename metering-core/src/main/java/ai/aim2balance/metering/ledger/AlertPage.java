package ai.aim2balance.metering.ledger;

import java.util.List;

/**
 * Alerts in the order in which their entries became visible. Immutable.
 *
 * @param alerts the alerts
 * @param cursor the place behind them, for the next page; also where there is nothing new
 */
public record AlertPage(List<Alert> alerts, String cursor) {
    /** Copies the list. */
    public AlertPage {
        alerts = List.copyOf(alerts);
    }
}
