package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * Tells to which project or AI agent a conversation belongs; asked when a spend names a conversation and no project.
 * Implemented by the application; must be thread-safe. It runs on the caller's thread; where it fails, the call is booked
 * without a project and flagged {@code project-unresolved}.
 */
@FunctionalInterface
public interface ProjectResolver {
    /**
     * The project of a conversation.
     *
     * @param account who made the call
     * @param conversationId the conversation
     * @return project or AI agent, or null where it belongs to none
     */
    @Nullable
    String projectOf(AccountId account, String conversationId);
}
