package ai.aim2balance.metering.mongo;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

@AnalyzeClasses(packages = "ai.aim2balance.metering.mongo", importOptions = ImportOption.DoNotIncludeTests.class)
class MongoArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_CORE_AND_DRIVER_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "ai.aim2balance.metering..",
                    "com.mongodb..",
                    "org.bson..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java..")
            .as("the store knows core and its driver");

    @ArchTest
    static final ArchRule USES_WHAT_CORE_EXPORTS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.aim2balance.metering.internal..", "ai.aim2balance.metering.ledger.writer..")
            .as("the store uses what core exports");

    @ArchTest
    static final ArchRule NO_INTERNALS_OF_THE_DRIVER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb.internal..")
            .as("nobody uses internals of the driver");

    @ArchTest
    static void fewTypesArePublic(JavaClasses classes) {
        List<JavaClass> types = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .toList();

        assertThat(types.stream()
                        .filter(type -> type.getModifiers().contains(PUBLIC))
                        .count())
                .isLessThan(types.size() / 2);
    }
}
