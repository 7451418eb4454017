/**
 * Price lists of others, read into catalogues of ours: what was taken, what was refused and why, and how the result
 * differs from the catalogue in use. Nothing here activates a price by itself, and nothing asks a network.
 */
@NullMarked
package ai.aim2balance.metering.pricing.importer;

import org.jspecify.annotations.NullMarked;
