/**
 * What a call used: provider responses, whole or streamed, become {@link ai.aim2balance.metering.usage.TokenUsage};
 * prompts become estimates. How a body is read stands in rule files, not in a class per provider. What a unit costs or
 * weighs is none of this package's business.
 */
@NullMarked
package ai.aim2balance.metering.usage;

import org.jspecify.annotations.NullMarked;
