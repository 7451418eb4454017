/**
 * The way in from LibreChat: reads its transactions and balances, and books them into a ledger on any store. It knows
 * LibreChat's documents and no document of ours; what is booked goes through the ledger's public calls alone.
 */
@NullMarked
package ai.aim2balance.metering.mongo.librechat;

import org.jspecify.annotations.NullMarked;
