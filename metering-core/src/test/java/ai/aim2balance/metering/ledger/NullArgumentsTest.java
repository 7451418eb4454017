package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReading;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Java caller without a null checker hears the name of the field. */
class NullArgumentsTest {
    private static final SettableClock CLOCK = SettableClock.at("2026-03-01T12:00:00Z");
    private static final Metering LEDGER =
            Ledgers.on(new InMemoryMeteringStore(), CLOCK).build();
    private static final Map<Class<?>, Object> SAMPLES = new HashMap<>();

    static {
        sample(AccountId.class, ANNA);
        sample(String.class, "text");
        sample(BigDecimal.class, credits("1"));
        sample(BalanceMode.class, BalanceMode.ENFORCED);
        sample(BalanceUpdate.class, BalanceUpdate.of(ANNA));
        sample(Clock.class, CLOCK);
        sample(Duration.class, Duration.ofMinutes(1));
        sample(EnvironmentalCalculator.class, EnvironmentalCalculator.bundled());
        sample(Executor.class, Runnable::run);
        sample(Function.class, (Function<String, TenantPolicy>) tenant -> TenantPolicy.DEFAULT);
        sample(Instant.class, Instant.parse("2026-03-01T12:00:00Z"));
        sample(Iterable.class, List.of());
        sample(List.class, List.of());
        sample(Metering.class, LEDGER);
        sample(MeteringBuilder.class, Ledgers.on(new InMemoryMeteringStore(), CLOCK));
        sample(MeteringListener.class, new MeteringListener() {});
        sample(MeteringStore.class, new InMemoryMeteringStore());
        sample(Operator.class, LEDGER.operator());
        sample(Path.class, Path.of("spool"));
        sample(Payment.class, new Payment(credits("1"), "EUR", null));
        sample(PlannedCall.class, PlannedCall.ofCredits(ANNA, credits("1")));
        sample(PricingService.class, Ledgers.PRICING);
        sample(ProjectResolver.class, (ProjectResolver) (account, conversation) -> null);
        sample(RefillPlan.class, RefillPlan.every(credits("1"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC));
        sample(RefillSettings.Missed.class, RefillSettings.Missed.SKIP);
        sample(RefillSettings.Policy.class, RefillSettings.Policy.UP_TO);
        sample(RefillSettings.Unit.class, RefillSettings.Unit.DAYS);
        sample(Refund.class, Refund.full(ANNA, "c"));
        sample(ScheduledExecutorService.class, Executors.newSingleThreadScheduledExecutor());
        sample(Spend.class, call(ANNA, "c", 1, 0));
        sample(Spend.Builder.class, Spend.builder(ANNA, "openai", "gpt-4o"));
        sample(TenantPolicy.class, TenantPolicy.DEFAULT);
        sample(TokenType.class, TokenType.PROMPT);
        sample(TokenUsage.class, TokenUsage.of(1, 0));
        sample(TopUp.class, TopUp.ofCredits(ANNA, "t", credits("1")));
        sample(TransactionRequest.class, leg());
        sample(UnrecordedSpendHandler.class, UnrecordedSpendHandler.log());
        sample(UsageReading.class, reading());
        sample(ZoneId.class, ZoneOffset.UTC);
        sample(boolean.class, true);
        sample(int.class, 1);
        sample(long.class, 1L);
    }

    /** One parameter that must not be null. */
    record Place(Executable of, int index) {
        @Override
        public String toString() {
            return of.getDeclaringClass().getSimpleName() + "." + of.getName() + ", parameter " + (index + 1);
        }
    }

    static Stream<Place> places() {
        return Stream.of(
                        Metering.class,
                        MeteringBuilder.class,
                        Operator.class,
                        BalanceUpdate.class,
                        PlannedCall.class,
                        Spend.class,
                        Spend.Builder.class,
                        RefillPlan.class,
                        Refund.class,
                        TenantPolicy.class,
                        TopUp.class,
                        TransactionRequest.class,
                        UnrecordedSpendHandler.class,
                        AccountId.class,
                        Payment.class)
                .flatMap(NullArgumentsTest::executables)
                .flatMap(one -> IntStream.range(0, one.getParameterCount())
                        .filter(i -> refusesNull(one.getParameters()[i]))
                        .mapToObj(i -> new Place(one, i)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    @DisplayName("null is refused by the name of the field")
    void refused(Place place) {
        assertThatThrownBy(() -> invoke(place), place.toString())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("\\S.* is null; allowed: .*");
    }

    private static Stream<Executable> executables(Class<?> type) {
        List<Executable> all = new ArrayList<>(List.of(type.getConstructors()));
        Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() == type && !method.isBridge())
                .filter(method -> !Set.of("equals", "compareTo", "handle").contains(method.getName()))
                .forEach(all::add);
        return all.stream();
    }

    private static boolean refusesNull(Parameter parameter) {
        return !parameter.getType().isPrimitive()
                && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static void invoke(Place place) throws Throwable {
        @Nullable Object[] arguments = new Object[place.of().getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = place.of().getParameters()[i].getType();
            arguments[i] = i == place.index() ? null : Objects.requireNonNull(SAMPLES.get(type), type.getName());
        }
        try {
            if (place.of() instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                Method method = (Method) place.of();
                boolean fixed = Modifier.isStatic(method.getModifiers());
                method.invoke(fixed ? null : SAMPLES.get(method.getDeclaringClass()), arguments);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> void sample(Class<T> type, T value) {
        SAMPLES.put(type, value);
    }

    private static TransactionRequest leg() {
        return new TransactionRequest(ANNA, "leg", TokenType.PROMPT, credits("1"), "openai", "gpt-4o", null, null);
    }

    private static UsageReading reading() {
        return new UsageReading(
                "openai",
                "chat",
                "gpt-4o",
                "r",
                TokenUsage.of(1, 0),
                Set.of(),
                null,
                null,
                false,
                null,
                null,
                List.of());
    }
}
