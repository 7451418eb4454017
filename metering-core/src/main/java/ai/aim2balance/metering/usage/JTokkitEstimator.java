package ai.aim2balance.metering.usage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Locale;

/**
 * Counts with OpenAI's tokenizers. The tables (megabytes) are loaded when a model first needs them. The only class that
 * knows JTokkit, so that nothing else fails where it is absent.
 */
final class JTokkitEstimator implements TokenEstimator {
    private static final List<String> O200K =
            List.of("gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "gpt-oss", "chatgpt-4o", "o1", "o3", "o4");
    private static final List<String> CL100K =
            List.of("gpt-4", "gpt-3.5", "gpt-35", "text-embedding-3-", "text-embedding-ada-");

    private final EncodingRegistry registry;

    private JTokkitEstimator(EncodingRegistry registry) {
        this.registry = registry;
    }

    /** Fails with a {@link LinkageError} where JTokkit is absent. */
    static TokenEstimator create() {
        return new JTokkitEstimator(Encodings.newLazyEncodingRegistry());
    }

    @Override
    public TokenEstimate estimate(String model, CharSequence text) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        boolean newer = startsWithAny(name, O200K);
        boolean older = !newer && startsWithAny(name, CL100K);
        Encoding encoding = registry.getEncoding(older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE);
        return new TokenEstimate(encoding.countTokensOrdinary(text.toString()), newer || older, encoding.getName());
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
