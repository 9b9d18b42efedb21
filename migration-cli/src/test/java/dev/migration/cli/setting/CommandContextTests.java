// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.MigrationSettings;
import dev.migration.plan.UpgradePolicy;
import dev.migration.setting.ModuleSelection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CommandContextTests {

    private final GlobalOptions options = new GlobalOptions();

    @TempDir
    Path directory;

    @Test
    void keysAreThoseOfSpringBoot() throws IOException {
        write("""
                spring.application.name=ignored
                migration.enabled=true
                migration.locations=filesystem:one, filesystem:two
                migration.schema=app
                migration.lock.wait=5m
                migration.lock-timeout=250
                migration.statement-timeout=PT2M
                migration.on-edited=warn
                migration.require-single-head=true
                migration.variables.owner=app_owner
                """);

        MigrationSettings settings = context(Map.of()).settings();

        assertThat(settings.locations())
                .containsExactly("filesystem:" + directory.resolve("one"), "filesystem:" + directory.resolve("two"));
        assertThat(settings.tables().schema()).hasValue("app");
        assertThat(settings.lockWait()).hasValue(Duration.ofMinutes(5));
        assertThat(settings.lockLimits().timeout()).contains(Duration.ofMillis(250));
        assertThat(settings.statementTimeout()).hasValue(Duration.ofMinutes(2));
        assertThat(settings.policies().edited()).isEqualTo(UpgradePolicy.WARN);
        assertThat(settings.requireSingleHead()).isTrue();
        assertThat(settings.variables()).containsExactly(Map.entry("owner", "app_owner"));
    }

    @Test
    void oneOfSeveralDatabasesHasTheModulesThatItNamesItself() throws IOException {
        write("""
                migration.modules.include=billing
                migration.modules.exclude=reports
                migration.databases.orders.modules.include=shop
                migration.databases.other.schema=other
                """);

        CommandContext context = context(Map.of());
        assertThat(context.forDatabase("orders").settings().modules())
                .isEqualTo(new ModuleSelection(List.of("shop"), List.of()));
        assertThat(context.forDatabase("other").settings().modules())
                .isEqualTo(new ModuleSelection(List.of("application"), List.of()));
    }

    @Test
    void everyFaultOfTheSettingsIsReportedAtOnce() throws IOException {
        write(
                "migration.lock-timout=1s\nmigration.retry-for=soon\nmigration.on-edited=maybe\nmigration.authoring.slug-lenght=9\n");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> context(Map.of()).settings())
                .withMessageContainingAll(
                        "Did you mean 'migration.lock-timeout'?", "'soon'", "refuse or warn", "slug-length");
    }

    @Test
    void aNamedFileMustExist() {
        options.config = Optional.of("other.properties");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> context(Map.of()).settings())
                .withMessageContaining("other.properties");
    }

    @Test
    void theAddressIsFoundInADocumentedOrder() throws IOException {
        write("migration.url=jdbc:postgresql://file/db\nmigration.username=f\nmigration.password=fp\n");
        Map<String, String> spring = Map.of(
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://spring/db",
                "SPRING_DATASOURCE_USERNAME", "s",
                "SPRING_DATASOURCE_PASSWORD", "sp");

        assertThat(context(Map.of()).database())
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://file/db", Optional.of("f"), Optional.of("fp")));
        assertThat(context(spring).database())
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://spring/db", Optional.of("s"), Optional.of("sp")));
        options.user = Optional.of("typed");
        assertThat(context(Map.of("DATABASE_URL", "postgres://u:p@env/db")).database())
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://env/db", Optional.of("typed"), Optional.of("p")));
        options.url = Optional.of("jdbc:postgresql://option/db");
        assertThat(context(spring).database().url()).isEqualTo("jdbc:postgresql://option/db");
    }

    @Test
    void thePlaceOfTheAddressIsKnownWithThatOfItsLogin() throws IOException {
        assertThat(context(Map.of("DATABASE_URL", " ")).connectionPlace()).isEmpty();
        assertThat(context(Map.of("DATABASE_URL", " ")).hasDatabase()).isFalse();
        write("migration.url=jdbc:postgresql://file/db\n");

        assertPlace(Map.of(), "migration.url of migration.properties", "migration.username and migration.password of");
        assertPlace(
                Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://spring/db"),
                "SPRING_DATASOURCE_URL",
                "SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, or --user and --password");
        assertPlace(
                Map.of("DATABASE_URL", "postgres://u:p@env/db"),
                "DATABASE_URL",
                "in DATABASE_URL, or --user and --password");
        options.url = Optional.of("jdbc:postgresql://option/db");
        options.user = Optional.of("u");
        options.password = Optional.of("p");
        assertPlace(Map.of("DATABASE_URL", "postgres://u:p@env/db"), "--url", "--user and --password");
    }

    private void assertPlace(Map<String, String> environment, String url, String login) {
        assertThat(context(environment).connectionPlace()).hasValueSatisfying(place -> {
            assertThat(place.url()).isEqualTo(url);
            assertThat(place.login()).startsWith(login);
        });
    }

    @Test
    void withoutALocationTheResourcesOfTheProjectAreUsed() throws IOException {
        assertThat(context(Map.of()).folders()).containsExactly(directory.resolve("revisions"));

        Files.createDirectories(directory.resolve("src/main/resources"));

        assertThat(context(Map.of()).folders()).containsExactly(directory.resolve("src/main/resources/db/revisions"));
    }

    @Test
    void aClassPathLocationIsFoundInTheResourcesOfTheProject() throws IOException {
        Files.createDirectories(directory.resolve("src/main/resources/db/mine"));
        options.locations = List.of("classpath:db/mine");

        assertThat(context(Map.of()).folders()).containsExactly(directory.resolve("src/main/resources/db/mine"));
    }

    private StandaloneCommandContext context(Map<String, String> environment) {
        return new StandaloneCommandContext(options, environment, directory);
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("migration.properties"), text);
    }
}
