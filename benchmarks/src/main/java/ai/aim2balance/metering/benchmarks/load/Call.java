package ai.aim2balance.metering.benchmarks.load;

/**
 * The call that everybody books: a chat answer of gpt-4o. The baselines take its rates from here, which spares them what a
 * price list costs.
 */
final class Call {
    static final String PROVIDER = "openai";
    static final String MODEL = "gpt-4o";
    static final String ENDPOINT = "openAI";
    static final String CONTEXT = "message";

    static final long PROMPT_TOKENS = 1_200;
    static final long COMPLETION_TOKENS = 300;

    /** Micro-credits a token: 2.50 and 10 USD for a million. */
    static final long PROMPT_RATE = 2_500_000;

    static final long COMPLETION_RATE = 10_000_000;
    static final long PROMPT_VALUE = PROMPT_TOKENS * PROMPT_RATE;
    static final long COMPLETION_VALUE = COMPLETION_TOKENS * COMPLETION_RATE;

    /** What every account has at first, in micro-credits: more than any run can spend. */
    static final long START = 1_000_000_000_000_000_000L;

    private Call() {}

    /** The name of an account, as it is stored. */
    static String user(int account) {
        return "user-" + account;
    }

    /** The conversation of an account. */
    static String conversation(int account) {
        return "7c1e0f5a-3f0b-4a63-9f58-" + account;
    }
}
