package dev.migration;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;
import dev.migration.revision.RuleBreaker;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house. Plain tests, because rules in fields are silently not run by some versions of surefire; the last
 * test shows that a rule can fail.
 */
class ArchitectureTests {

    private static final String ROOT = "dev.migration";

    /** Which of our packages each package may import: its own floor and what lies below. */
    private static final Map<String, Set<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("sql", Set.of("error")),
            Map.entry("revision", Set.of("error")),
            Map.entry("plan", Set.of("revision", "error")),
            Map.entry("setting", Set.of("plan")),
            Map.entry("script", Set.of("revision", "sql", "error")),
            Map.entry("event", Set.of("plan", "revision")),
            Map.entry("version", Set.of("plan", "revision", "sql", "error")),
            Map.entry("authoring", Set.of("script", "plan", "revision", "sql", "error")),
            Map.entry("tenant", Set.of("execution", "event", "version", "plan", "revision", "sql", "error")),
            Map.entry("offline", Set.of("execution", "event", "version", "script", "plan", "revision", "sql", "error")),
            Map.entry("execution", Set.of("event", "version", "script", "plan", "revision", "sql", "error"))));

    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(Migrator.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void everyPackageIsKnown() {
        assertThat(packages()).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("(**)").should().beFreeOfCycles().check(CORE);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsPointDown(String station) {
        importsOnly(station).check(CORE);
    }

    @Test
    void nobodyImportsTheRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CORE);
    }

    @ParameterizedTest
    @EnumSource
    void theMindTouchesNeitherDatabaseNorFile(Outside outside) {
        mindKeepsAwayFrom(outside).check(CORE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.boot..",
                "org.springframework.context..",
                "io.micrometer..",
                "ch.qos.logback..",
                "jakarta.."
            })
    void coreKnowsNo(String framework) {
        noClasses().should().dependOnClassesThat().resideInAPackage(framework).check(CORE);
    }

    @Test
    void whatAStepConsistsOfTouchesNoConnection() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".execution.statement..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sql..", "org.postgresql..", "org.springframework.jdbc..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Connection")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.migration.execution.session.MigrationSession")
                .check(CORE);
    }

    @Test
    void theMindKnowsNoSpring() {
        noClasses()
                .that(areInTheMind())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CORE);
    }

    @Test
    void nothingIsNullUnlessItSaysSo() {
        assertThat(CORE.getPackage(ROOT).getSubpackagesInTree())
                .allSatisfy(station -> assertThat(station.isAnnotatedWith(NullMarked.class))
                        .as(station.getName())
                        .isTrue());
        assertThat(CORE.getPackage(ROOT).isAnnotatedWith(NullMarked.class)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl"})
    void namesSayWhatAClassIsFor(String word) {
        noClasses().should().haveSimpleNameEndingWith(word).check(CORE);
    }

    @Test
    void classesAreFinalUnlessTheyAreMadeToBeExtended() {
        classes()
                .that(areOrdinaryClasses())
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CORE);
    }

    @Test
    void aBrokenRuleIsFound() {
        JavaClasses broken =
                new ClassFileImporter().importClasses(RuleBreaker.class, Plan.class, Step.class, Revision.class);

        assertThat(violations(importsOnly("revision"), broken)).anyMatch(line -> line.contains("RuleBreaker.lookUp"));
        assertThat(violations(mindKeepsAwayFrom(Outside.DATABASE), broken))
                .anyMatch(line -> line.contains("RuleBreaker.touchTheDatabase"));
        assertThat(violations(mindKeepsAwayFrom(Outside.FILE), broken))
                .anyMatch(line -> line.contains("RuleBreaker.touchAFile"));
        assertThat(violations(slices().matching("(**)").should().beFreeOfCycles(), broken))
                .isNotEmpty();
    }

    /** What the mind keeps away from. */
    private enum Outside {
        DATABASE("java.sql..", "javax.sql..", "org.postgresql.."),
        FILE("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..");

        private final String[] packages;

        Outside(String... packages) {
            this.packages = packages;
        }
    }

    private static ArchRule mindKeepsAwayFrom(Outside outside) {
        return noClasses().that(areInTheMind()).should().dependOnClassesThat().resideInAnyPackage(outside.packages);
    }

    private static DescribedPredicate<JavaClass> areInTheMind() {
        return resideInAnyPackage(ROOT + ".revision..", ROOT + ".plan..", ROOT + ".sql..", ROOT + ".event..");
    }

    private static ArchRule importsOnly(String station) {
        String[] forbidden = MAY_IMPORT.keySet().stream()
                .filter(other -> !other.equals(station))
                .filter(other -> !MAY_IMPORT.getOrDefault(station, Set.of()).contains(other))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + station + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                // Nothing is above the top.
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> areOrdinaryClasses() {
        return DescribedPredicate.describe(
                "are ordinary classes",
                type -> !type.isInterface()
                        && !type.isEnum()
                        && !type.isAnonymousClass()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    private static List<String> packages() {
        return CORE.getPackage(ROOT).getSubpackages().stream()
                .map(JavaPackage::getRelativeName)
                .sorted()
                .toList();
    }

    private static Collection<String> violations(ArchRule rule, JavaClasses classes) {
        EvaluationResult result = rule.evaluate(classes);
        return result.getFailureReport().getDetails();
    }
}
