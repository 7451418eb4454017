package ai.aim2balance.metering.mongo.librechat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = LibreChatImport.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> BINARY = DescribedPredicate.describe(
            "double or float",
            type -> type.isEquivalentTo(double.class)
                    || type.isEquivalentTo(float.class)
                    || type.isEquivalentTo(Double.class)
                    || type.isEquivalentTo(Float.class));

    @ArchTest
    static final ArchRule NO_FIELD_IS_BINARY = noFields().should().haveRawType(BINARY);

    @ArchTest
    static final ArchRule NO_METHOD_TAKES_OR_GIVES_BINARY = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .doNotBelongToAnyOf(LibreChatNumber.class)
            .should()
            .haveRawReturnType(BINARY)
            .orShould(com.tngtech.archunit.lang.conditions.ArchConditions.have(DescribedPredicate.describe(
                    "a binary parameter",
                    (JavaMethod method) ->
                            method.getRawParameterTypes().stream().anyMatch(BINARY))));

    @ArchTest
    static final ArchRule ONE_CLASS_ASKS_FOR_BINARY = noClasses()
            .that()
            .doNotBelongToAnyOf(LibreChatNumber.class)
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "a number as double or float",
                    (JavaCall<?> call) -> BINARY.test(call.getTarget().getRawReturnType())
                            || call.getTarget().getRawParameterTypes().stream().anyMatch(BINARY)));

    @ArchTest
    static final ArchRule ONLY_PUBLIC_API_OF_CORE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..metering.internal..", "..ledger.rule..", "..ledger.writer..");
}
