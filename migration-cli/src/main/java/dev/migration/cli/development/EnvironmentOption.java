// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.development;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import picocli.CommandLine.Option;

import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.UsageException;
import dev.migration.setting.SettingKey;

/** The environment that the database belongs to, as the option and the setting say. */
final class EnvironmentOption {

    private static final Set<String> PRODUCTION = Set.of("production", "prod");

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description =
                    "The environment of the database; the command is refused in production. It does not lift migration.environment=production.")
    private Optional<String> environment = Optional.empty();

    /**
     * Refuses a command of developers in production.
     *
     * @throws UsageException if the option or {@code migration.environment} is production
     */
    void requireDevelopment(String command, CommandContext context) {
        Stream.of(
                        environment.filter(EnvironmentOption::isProduction).map(name -> "--environment " + name),
                        context.commandSetting(SettingKey.ENVIRONMENT)
                                .filter(EnvironmentOption::isProduction)
                                .map(name -> SettingKey.ENVIRONMENT.key() + "=" + name))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(source -> {
                    throw new UsageException(
                            "'" + command + "' reverts revisions, and this database is in production (" + source + ").",
                            "Name a database of your own with --url. To revert revisions here on purpose, type 'downgrade TARGET'.");
                });
    }

    private static boolean isProduction(String name) {
        return PRODUCTION.contains(name.strip().toLowerCase(Locale.ROOT));
    }
}
