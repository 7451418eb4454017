package ai.aim2balance.metering.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Conditions on the types that fields, parameters, results, errors and supertypes name. */
final class Signatures {
    private static final Set<String> BINARY_FLOATS = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    private Signatures() {}

    /** No member, private ones included, names such a type. */
    static ArchCondition<JavaClass> nameNo(DescribedPredicate<JavaClass> unwanted) {
        return new Condition(unwanted, member -> true);
    }

    /** No public or protected member names such a type. */
    static ArchCondition<JavaClass> ofTheApiNameNo(DescribedPredicate<JavaClass> unwanted) {
        return new Condition(
                unwanted,
                member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED));
    }

    static boolean isBinaryFloat(JavaClass type) {
        return BINARY_FLOATS.contains(type.getName());
    }

    private static final class Condition extends ArchCondition<JavaClass> {
        private final DescribedPredicate<JavaClass> unwanted;
        private final Predicate<JavaMember> members;

        Condition(DescribedPredicate<JavaClass> unwanted, Predicate<JavaMember> members) {
            super("name no type of " + unwanted.getDescription() + " in a signature");
            this.unwanted = unwanted;
            this.members = members;
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            Set<JavaClass> supertypes = new HashSet<>(type.getRawInterfaces());
            type.getRawSuperclass().ifPresent(supertypes::add);
            report(type.getDescription(), supertypes, events);
            type.getMembers().stream().filter(members).forEach(member -> {
                Set<JavaClass> types = new HashSet<>(member.getAllInvolvedRawTypes());
                if (member instanceof JavaCodeUnit code) {
                    types.addAll(code.getExceptionTypes());
                }
                report(member.getDescription(), types, events);
            });
        }

        private void report(String where, Set<JavaClass> types, ConditionEvents events) {
            for (JavaClass type : types) {
                if (unwanted.test(type.getBaseComponentType())) {
                    events.add(SimpleConditionEvent.violated(type, where + " names " + type.getName()));
                }
            }
        }
    }
}
