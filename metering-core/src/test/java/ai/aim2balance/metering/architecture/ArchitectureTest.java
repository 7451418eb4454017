package ai.aim2balance.metering.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. {@code .ci/gates} plants a violation of each rule and sees it found. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "ai.aim2balance.metering";

    private static final String INTERNAL = ROOT + ".internal..";
    private static final String USAGE = ROOT + ".usage..";
    private static final String PRICING = ROOT + ".pricing..";
    private static final String ENVIRONMENT = ROOT + ".environment..";
    private static final String ENTRY = ROOT + ".entry..";
    private static final String ANALYTICS = ROOT + ".analytics..";
    private static final String STORE = ROOT + ".store..";
    private static final String LEDGER = ROOT + ".ledger..";
    private static final String RULE = ROOT + ".ledger.rule..";
    private static final String WRITER = ROOT + ".ledger.writer..";
    private static final String[] ABOVE = {ROOT + ".ledger..", ROOT + ".analytics..", ROOT + ".store.."};
    private static final String JACKSON = "com.fasterxml..";
    private static final String SNAKEYAML = "org.yaml..";
    private static final String SLF4J = "org.slf4j..";

    @ArchTest
    static final ArchRule INTERNAL_KNOWS_NO_ROOM = noClasses()
            .that()
            .resideInAPackage(INTERNAL)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".*..").and(resideOutsideOfPackage(INTERNAL)))
            .as("internal knows no room of the house");

    @ArchTest
    static final ArchRule USAGE_KNOWS_NO_PRICE_AND_NO_IMPACT = noClasses()
            .that()
            .resideInAPackage(USAGE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(PRICING, ENVIRONMENT))
            .as("usage knows neither pricing nor environment");

    @ArchTest
    static final ArchRule PRICING_KNOWS_NO_IMPACT = noClasses()
            .that()
            .resideInAPackage(PRICING)
            .should()
            .dependOnClassesThat(resideInAPackage(ENVIRONMENT))
            .as("pricing does not know environment")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ENVIRONMENT_KNOWS_NO_PRICE = noClasses()
            .that()
            .resideInAPackage(ENVIRONMENT)
            .should()
            .dependOnClassesThat(resideInAPackage(PRICING))
            .as("environment does not know pricing")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NOTHING_GOES_BACK_UP = noClasses()
            .that()
            .resideInAnyPackage(INTERNAL, USAGE, PRICING, ENVIRONMENT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ABOVE).or(facade()))
            .as("nothing goes back up to ledger, analytics, store or the facade");

    @ArchTest
    static final ArchRule ENTRY_KNOWS_NO_ASKER_AND_NO_KEEPER = noClasses()
            .that()
            .resideInAPackage(ENTRY)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ANALYTICS, STORE, LEDGER))
            .as("entry knows neither analytics, store nor ledger");

    @ArchTest
    static final ArchRule ANALYTICS_KNOWS_NO_KEEPER = noClasses()
            .that()
            .resideInAPackage(ANALYTICS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(STORE, LEDGER))
            .as("analytics knows neither store nor ledger");

    @ArchTest
    static final ArchRule STORE_KNOWS_NO_RULE = noClasses()
            .that()
            .resideInAPackage(STORE)
            .should()
            .dependOnClassesThat(resideInAPackage(LEDGER))
            .as("store does not know ledger");

    @ArchTest
    static final ArchRule RULES_ARE_PURE = noClasses()
            .that()
            .resideInAPackage(RULE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(STORE, "java.util.concurrent..")
                    .or(resideInAPackage(LEDGER).and(resideOutsideOfPackage(RULE)))
                    .or(assignableTo(Thread.class)))
            .as("rules know no store, no threads and nothing else of the ledger");

    @ArchTest
    static final ArchRule WRITER_KNOWS_NO_FACADE = noClasses()
            .that()
            .resideInAPackage(WRITER)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".ledger"))
            .as("the writer does not know the facade");

    @ArchTest
    static final ArchRule ALL_TENANTS_FOR_OPERATORS_ALONE = noClasses()
            .that(not(name(ROOT + ".ledger.Operator")))
            .should()
            .callMethod(ROOT + ".analytics.Scope", "allTenants")
            .as("only operators ask for all tenants");

    @ArchTest
    static final ArchRule ROOMS_FORM_NO_CYCLE =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().as("the rooms form no cycle");

    @ArchTest
    static final ArchRule JSON_IS_BEHIND_ONE_CLASS = noClasses()
            .that(not(resideInAPackage(INTERNAL).and(inFileNamed("Json"))))
            .should()
            .dependOnClassesThat(resideInAPackage(JACKSON))
            .as("only internal.Json* knows Jackson");

    @ArchTest
    static final ArchRule YAML_IS_BEHIND_ONE_CLASS = noClasses()
            .that(not(resideInAPackage(INTERNAL).and(inFileNamed("Yaml"))))
            .should()
            .dependOnClassesThat(resideInAPackage(SNAKEYAML))
            .as("only internal.Yaml* knows SnakeYAML");

    @ArchTest
    static final ArchRule NO_LIBRARY_IN_THE_API = classes()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackage(INTERNAL)
            .should(Signatures.ofTheApiNameNo(resideInAnyPackage(JACKSON, SNAKEYAML, SLF4J)))
            .as("no public type exposes Jackson, SnakeYAML or SLF4J");

    @ArchTest
    static final ArchRule NO_BINARY_FLOAT_TOUCHES_A_PRICE = classes()
            .that()
            .resideInAPackage(PRICING)
            .should(Signatures.nameNo(describe("double or float", Signatures::isBinaryFloat)))
            .as("no double or float touches a price")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_BINARY_FLOAT_TOUCHES_A_BALANCE = classes()
            .that(resideInAnyPackage(ENTRY, STORE, LEDGER).and(not(name(ROOT + ".entry.Spread"))))
            .should(Signatures.nameNo(describe("double or float", Signatures::isBinaryFloat)))
            .as("no double or float touches a balance, an entry or a sum");

    @ArchTest
    static final ArchRule NO_JAVA_UTIL_LOGGING = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("java.util.logging.."))
            .as("nobody uses java.util.logging");

    @ArchTest
    static final ArchRule NO_DATABASE = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.postgresql..",
                    "org.sqlite..",
                    "com.mongodb..",
                    ROOT + ".jdbc..",
                    ROOT + ".mongo.."))
            .as("core knows no database and no adapter");

    @ArchTest
    static final ArchRule NO_CONSOLE =
            noClasses().should(ACCESS_STANDARD_STREAMS).as("nobody writes to the console");

    @ArchTest
    static final ArchRule ABSTRACT_SAYS_WHAT_IT_IS = classes()
            .that()
            .haveSimpleNameStartingWith("Abstract")
            .should()
            .haveModifier(JavaModifier.ABSTRACT)
            .as("classes named Abstract are abstract")
            .allowEmptyShould(true);

    /** A type of the root package that itself knows a room stands above all rooms. */
    private static DescribedPredicate<JavaClass> facade() {
        return describe(
                "the facade",
                type -> type.getPackageName().equals(ROOT)
                        && type.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getPackageName())
                                .anyMatch(name -> name.startsWith(ROOT + ".") && !name.equals(ROOT + ".internal")));
    }

    private static DescribedPredicate<JavaClass> inFileNamed(String prefix) {
        return describe(
                "in a file named " + prefix + "*",
                type -> type.getName()
                        .substring(type.getPackageName().length() + 1)
                        .startsWith(prefix));
    }
}
