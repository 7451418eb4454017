package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies the rules of one API to the usage of one response. */
final class ApiReader {
    private final ApiRules rules;
    private final Counting counting;
    private final Set<String> required;

    ApiReader(ApiRules rules) {
        this.rules = rules;
        this.counting = rules.counting();
        this.required = rules.required();
    }

    /** Whether this API requires all that the other one does at the same place, and more. */
    boolean isStricterThan(ApiReader other) {
        return other.required.size() < required.size() && required.containsAll(other.required);
    }

    ApiRules rules() {
        return rules;
    }

    /** Reads a whole document. */
    UsageReading readDocument(@Nullable Object document, @Nullable String requestedModel) {
        Map<?, ?> root = rules.root(document);
        if (root == null) {
            throw noUsage();
        }
        return read(root, rules.around().read(document).orModel(requestedModel));
    }

    /** Reads a usage that was found. */
    UsageReading read(Map<?, ?> root, Envelope around) {
        UsagePath foreign = rules.foreignIn(root);
        if (foreign != null) {
            throw new InvalidInputException(
                    counting.at(foreign.toString()), "there", "only members of this API: the body is of another one");
        }
        return read(root, around, counting, null, records(root, around));
    }

    InvalidInputException noUsage() {
        return new InvalidInputException(
                counting.where(),
                "missing: no usage",
                "an object with counts (unknown usage is not zero; a stream may have to be asked for it)");
    }

    private List<UsageReading> records(Map<?, ?> root, Envelope around) {
        ApiRules.Records rule = rules.records();
        Object found = rule == null ? null : rule.list().find(root);
        if (rule == null || found == null || counting.isNothing(found)) {
            return List.of();
        }
        if (!(found instanceof List<?> list)) {
            throw counting.error(rule.list().toString(), found, "a list");
        }
        List<UsageReading> records = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Counting at = new Counting(counting.at(rule.list() + "[" + i + "]"), false);
            if (!(list.get(i) instanceof Map<?, ?> step) || !(step.get(rule.type()) instanceof String type)) {
                throw at.error(rule.type(), "missing", "a text that says what the step was");
            }
            if (!rule.within().contains(type)) {
                Envelope own = around.ofRecord(step.get(rule.model()));
                records.add(read(step, own, at, type, List.of()));
            }
        }
        return records;
    }

    private UsageReading read(
            Map<?, ?> root, Envelope around, Counting at, @Nullable String part, List<UsageReading> more) {
        TokenUsage.Builder builder = TokenUsage.builder();
        for (CountRule rule : rules.counts()) {
            long count = rule.count(root, at);
            if (count != UsagePath.ABSENT) {
                for (UsageUnit unit : rule.units()) {
                    builder.add(unit, count);
                }
            } else if (rule.required()) {
                throw at.error(rule.paths().get(0).toString(), "missing", "a count");
            }
        }
        if (builder.isEmpty()) {
            throw new InvalidInputException(at.where(), "without a count", "at least one count of " + rules.name());
        }
        if (around.searches() > 0) {
            builder.add(UsageUnit.WEB_SEARCHES, around.searches());
        }
        Set<UsageFlag> flags = EnumSet.noneOf(UsageFlag.class);
        TokenUsage usage = compareWithTotal(root, around, at, builder, flags);
        if (!UsageCheck.isConsistent(usage)) {
            flags.add(UsageFlag.INCONSISTENT);
        }
        if (!rules.feed() && usage.has(UsageUnit.OUTPUT_TOKENS) && !usage.has(UsageUnit.INPUT_TOKENS)) {
            flags.add(UsageFlag.UNKNOWN_INPUT);
        }
        String inUsage = UsagePath.text(rules.around().usageTier(), root);
        String tier = Envelope.lower(at.name(inUsage == null ? around.tier() : inUsage, "service tier"));
        return new UsageReading(
                rules.provider(),
                rules.api(),
                at.name(around.model(), "model"),
                at.name(around.id(), "response id"),
                usage,
                flags,
                tier,
                Envelope.lower(at.name(UsagePath.text(rules.around().usageRegion(), root), "region")),
                "batch".equals(tier),
                rules.cost() == null
                        ? null
                        : at.money(rules.cost().find(root), rules.cost().toString()),
                part,
                more);
    }

    private TokenUsage compareWithTotal(
            Map<?, ?> root, Envelope around, Counting at, TokenUsage.Builder builder, Set<UsageFlag> flags) {
        TokenUsage usage = builder.build();
        long total = rules.total() == null ? UsagePath.ABSENT : rules.total().count(root, at, false);
        if (total == UsagePath.ABSENT) {
            return usage;
        }
        long rest = total < usage.inputTokens() ? -1 : total - usage.inputTokens() - usage.outputTokens();
        if (rest < 0) {
            flags.add(UsageFlag.INCONSISTENT);
        } else if (rest > 0 && thinksInTotal(around.model())) {
            flags.add(UsageFlag.DERIVED);
            return builder.add(UsageUnit.OUTPUT_TOKENS, rest)
                    .set(UsageUnit.OUTPUT_REASONING_TOKENS, Math.max(rest, usage.reasoningTokens()))
                    .build();
        } else if (rest > 0) {
            flags.add(UsageFlag.LOST_TOKENS);
        }
        return usage;
    }

    private boolean thinksInTotal(@Nullable String model) {
        String models = rules.hiddenOutput();
        return models != null
                && (models.isEmpty()
                        || (model != null && model.toLowerCase(Locale.ROOT).contains(models)));
    }
}
