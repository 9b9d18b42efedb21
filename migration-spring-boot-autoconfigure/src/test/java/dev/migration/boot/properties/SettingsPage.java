// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ClassUtils;

import dev.migration.MigrationSettings;
import dev.migration.script.location.ScriptLocation;
import dev.migration.setting.SettingKey;
import dev.migration.tenant.TenantSettings;

/** The tables of {@code docs/settings.md}: from the configuration metadata, and from the defaults of core where the metadata has none. */
final class SettingsPage {

    /** The sections, each with what explains it. A property is in the section with the longest beginning of its name. */
    private static final Map<String, String> SECTIONS = sections();

    private static final Pattern ELEMENT = Pattern.compile(".*<(?:.*,)?([\\w.$]+)>");

    private final List<Map<String, Object>> properties;
    private final Map<String, Object> defaults = defaults();

    /** @param properties the list {@code properties} of the metadata */
    SettingsPage(List<Map<String, Object>> properties) {
        this.properties = properties;
    }

    String text() {
        return SECTIONS.keySet().stream().map(this::section).collect(Collectors.joining("\n")) + "\n" + commands();
    }

    private String section(String prefix) {
        return "## " + prefix + "\n\n" + SECTIONS.get(prefix)
                + "\n\n| setting | values | default | each database | meaning |\n|---|---|---|---|---|\n"
                + properties.stream()
                        .filter(property -> sectionOf(name(property)).equals(prefix))
                        .map(this::row)
                        .collect(Collectors.joining());
    }

    private String row(Map<String, Object> property) {
        String name = name(property);
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        name + (isByName(property) ? ".NAME" : ""),
                        values(property),
                        defaultOf(property),
                        isOfDatabase(name) ? "yes" : "",
                        String.valueOf(property.get("description")).replace("|", "\\|"))
                .replace(System.lineSeparator(), "\n");
    }

    /** What only the commands read, which has no metadata. */
    private static String commands() {
        return "## Only for commands\n\n"
                + "The [commands](commands.md) read these keys, too, from the application or from `migration.properties`."
                + " [Comparing schemas](schema.md) and\n[commands](commands.md) explain them.\n\n| setting | values |\n|---|---|\n"
                + Arrays.stream(SettingKey.values())
                        .filter(key -> key.scope() == SettingKey.Scope.COMMAND_LINE)
                        .map(key -> "| `" + key.key() + (key.type().name().equals("MAP") ? ".NAME" : "") + "` | "
                                + switch (key.type()) {
                                    case FLAG -> "`true`, `false`";
                                    case LIST -> "list";
                                    case DURATION -> "duration";
                                    default -> "text";
                                }
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private static String name(Map<String, Object> property) {
        return String.valueOf(property.get("name"));
    }

    private static String sectionOf(String name) {
        return SECTIONS.keySet().stream()
                .filter(prefix -> name.startsWith(prefix + ".") || name.equals(prefix))
                .reduce((one, other) -> one.length() > other.length() ? one : other)
                .orElseThrow(() -> new IllegalStateException("The page has no section for " + name));
    }

    private static boolean isOfDatabase(String name) {
        if (!name.startsWith("migration.")) {
            return false;
        }
        String first = name.substring("migration.".length()).split("\\.")[0];
        return Arrays.stream(BeanUtils.getPropertyDescriptors(NamedDatabaseProperties.class))
                .anyMatch(property ->
                        DataObjectPropertyName.toDashedForm(property.getName()).equals(first));
    }

    private static boolean isByName(Map<String, Object> property) {
        return String.valueOf(property.get("type")).startsWith("java.util.Map");
    }

    private String defaultOf(Map<String, Object> property) {
        Object value = Optional.ofNullable(property.get("defaultValue"))
                .<Object>map(metadata -> String.valueOf(metadata).replace('_', '-'))
                .orElse(defaults.get(name(property)));
        return value == null ? "" : "`" + text(value) + "`";
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return duration.toMillis() % 60_000 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
        }
        return value instanceof Enum<?> constant ? dashed(constant) : String.valueOf(value);
    }

    private static String values(Map<String, Object> property) {
        String type = String.valueOf(property.get("type"));
        var element = ELEMENT.matcher(type);
        if (isByName(property)) {
            return type.contains(NamedDatabaseProperties.class.getName())
                    ? "settings for each name"
                    : "a text for each name";
        }
        return element.matches()
                ? "list" + constants(element.group(1)).map(all -> " of " + all).orElse("")
                : single(type);
    }

    private static String single(String type) {
        return switch (type) {
            case "java.lang.Boolean" -> "`true`, `false`";
            case "java.lang.Integer" -> "number";
            case "java.lang.String" -> "text";
            case "java.time.Duration" -> "duration";
            case "org.springframework.util.unit.DataSize" -> "size";
            default ->
                constants(type)
                        .orElseThrow(() -> new IllegalStateException("The page has no word for the type " + type));
        };
    }

    private static Optional<String> constants(String type) {
        return Stream.of(ClassUtils.resolveClassName(type, SettingsPage.class.getClassLoader()))
                .filter(Class::isEnum)
                .map(Class::getEnumConstants)
                .map(all -> Arrays.stream(all)
                        .map(constant -> "`" + dashed((Enum<?>) constant) + "`")
                        .collect(Collectors.joining(", ")))
                .findFirst();
    }

    private static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> defaults() {
        MigrationSettings core = MigrationSettings.defaults();
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("migration.locations", ScriptLocation.DEFAULT);
        defaults.put("migration.revision-table", core.tables().revisionTable());
        defaults.put("migration.history-table", core.tables().historyTable());
        defaults.put("migration.retry-for", core.retryFor());
        defaults.put("migration.lock.max-wait", core.lockLimits().maxWait());
        defaults.put("migration.java-idle-timeout", core.lockLimits().javaIdle());
        defaults.put("migration.batch.max-lag", core.batchLimits().maxLag());
        defaults.put("migration.batch.max-wal", (core.batchLimits().maxWal() >> 30) + "GB");
        defaults.put("migration.batch.max-dead-rows", core.batchLimits().maxDeadRows());
        defaults.put("migration.batch.wait-for-vacuum", core.batchLimits().waitForVacuum());
        defaults.put("migration.tenants.parallel", TenantSettings.defaults().parallel());
        defaults.put("migration.tenants.on-failure", TenantSettings.defaults().onFailure());
        return defaults;
    }

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("migration", "See [In Spring Boot](spring-boot.md#properties).");
        sections.put("migration.databases", "See [several databases](spring-boot.md#several-databases).");
        sections.put("migration.modules", "See [modules](revisions.md#modules).");
        sections.put("migration.lock", "See [lock strategies](reliability.md#lock-strategies).");
        sections.put("migration.batch", "See [when batches hold](data-migrations.md#when-batches-hold).");
        sections.put("migration.background", "See [in the background](data-migrations.md#in-the-background).");
        sections.put("migration.policy", "See [classes of changes](safety.md#classes).");
        sections.put("migration.tenants", "See [tenants](tenants.md).");
        sections.put(
                "migration.endpoint",
                "See [the endpoint](spring-boot.md#endpoint) and [operations](spring-boot.md#operations).");
        sections.put("migration.health", "See [health](spring-boot.md#health).");
        sections.put("migration.drift", "See [drift](spring-boot.md#drift).");
        sections.put("migration.schema-health", "See [health of the schema](spring-boot.md#health-of-the-schema).");
        sections.put("management", "What Spring Boot's Actuator reads. See [the endpoint](spring-boot.md#endpoint).");
        return sections;
    }
}
