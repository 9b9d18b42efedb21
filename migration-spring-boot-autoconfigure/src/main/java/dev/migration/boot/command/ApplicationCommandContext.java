// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.MigratorBuilder;
import dev.migration.Revisions;
import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.boot.database.MigrationDatabases;
import dev.migration.boot.datasource.ConnectionSettings;
import dev.migration.boot.datasource.UnpooledDataSource;
import dev.migration.boot.properties.MigrationProperties;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.cli.setting.HelpTexts;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.MigrationException;
import dev.migration.event.MigrationListener;
import dev.migration.schema.SchemaDifferenceCustomizer;
import dev.migration.schema.model.SchemaModel;
import dev.migration.script.JavaRevision;
import dev.migration.setting.SettingKey;

/** The context of a command in an application: the settings, scripts, Java revisions and database of its migrator. */
final class ApplicationCommandContext implements CommandContext {

    private static final String AUTHORING = "migration.authoring.";

    private final GlobalOptions options;
    private final Optional<ConfigurableApplicationContext> context;
    private final Optional<String> database;

    /** Creates a context without an application, for help texts. */
    ApplicationCommandContext(GlobalOptions options) {
        this(options, Optional.empty(), Optional.empty());
    }

    ApplicationCommandContext(GlobalOptions options, ConfigurableApplicationContext context) {
        this(options, Optional.of(context), Optional.empty());
    }

    private ApplicationCommandContext(
            GlobalOptions options, Optional<ConfigurableApplicationContext> context, Optional<String> database) {
        this.options = options;
        this.context = context;
        this.database = database;
    }

    @Override
    public String program() {
        return CommandArguments.WORD;
    }

    @Override
    public HelpTexts helpTexts() {
        return HelpTexts.ofApplication();
    }

    @Override
    public Migrator migrator(List<? extends MigrationListener> listeners) {
        Migrator application = bean();
        MigratorBuilder builder = application.toBuilder().settings(withOptions(application.settings()));
        listeners.forEach(builder::listener);
        return builder.build();
    }

    /**
     * Loads the scripts without the migrator: a migrator with {@code migration.require-single-head} refuses several heads,
     * and {@code merge} must work with them.
     */
    @Override
    public Revisions revisions() {
        if (database.isPresent() && named().isEmpty()) {
            return options.fields().isEmpty()
                    ? bean().revisions()
                    : migrator(List.of()).revisions();
        }
        return Revisions.load(settings(), javaRevisions());
    }

    @Override
    public MigrationSettings settings() {
        return withOptions(project().map(this::settings).orElseGet(this::properties));
    }

    @Override
    public RevisionAuthor author(AuthoringSettings settings) {
        return new RevisionAuthor(settings, Clock.systemUTC(), javaRevisions());
    }

    @Override
    public DatabaseAddress database() {
        DataSource source = bean().dataSource();
        ConnectionSettings settings = source instanceof UnpooledDataSource unpooled
                ? unpooled.settings().filter(known -> known.url() != null).orElse(null)
                : null;
        if (settings == null) {
            throw new UsageException(
                    "The address of the database is not known: the application's DataSource is a "
                            + UnpooledDataSource.classOf(source) + ".",
                    "Add --url, --user and --password.");
        }
        return DatabaseAddress.parse(Objects.requireNonNull(settings.url()))
                .withCredentials(Optional.ofNullable(settings.username()), Optional.ofNullable(settings.password()));
    }

    @Override
    public boolean hasDatabase() {
        return known().filter(known -> !known.isEmpty()).isPresent();
    }

    /**
     * Returns the databases that {@code --database} can select: all databases, if there are several migrators or the databases
     * have names; the tenants, if the application has nothing else.
     */
    @Override
    public List<String> databases() {
        return known().map(ApplicationDatabases::names).orElse(List.of());
    }

    @Override
    public Optional<List<String>> tenants(String name) {
        return known().flatMap(known -> known.tenants(name));
    }

    @Override
    public boolean sharesRevisions() {
        return known().filter(ApplicationDatabases::areTenants).isPresent();
    }

    @Override
    public CommandContext forDatabase(String name) {
        return new ApplicationCommandContext(options, context, Optional.of(name));
    }

    @Override
    public Optional<String> authoringSetting(String key) {
        return context.flatMap(known -> new UnresolvedProperties(known.getEnvironment()).value(AUTHORING + key));
    }

    @Override
    public SortedMap<String, String> authoringSettings(String prefix) {
        return context.map(known -> new UnresolvedProperties(known.getEnvironment()).below(AUTHORING + prefix + "."))
                .orElseGet(TreeMap::new);
    }

    @Override
    public Optional<String> commandSetting(SettingKey key) {
        return context.flatMap(known -> new ApplicationModel(known, project()).setting(key.key()));
    }

    @Override
    public Optional<SchemaModel> entities() {
        return context.flatMap(known -> new ApplicationModel(known, project()).entities());
    }

    /** Those that are beans. */
    @Override
    public List<SchemaDifferenceCustomizer> differenceCustomizers() {
        return context.map(known -> known.getBeanProvider(SchemaDifferenceCustomizer.class)
                        .orderedStream()
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<Path> folders() {
        return SourceFolders.of(settings().locations());
    }

    @Override
    public Map<String, String> variables() {
        return settings().variables();
    }

    @Override
    public Map<String, String> environment() {
        return System.getenv();
    }

    @Override
    public Path folder() {
        return Path.of("");
    }

    @Override
    public Path defaultFolder() {
        return SourceFolders.DEFAULT;
    }

    /** Returns the named databases of the properties, if the selected database is one of them. */
    private Optional<MigrationDatabases> named() {
        return context.flatMap(known ->
                        known.getBeanProvider(MigrationDatabases.class).stream().findFirst())
                .filter(known -> known.names().containsAll(project().stream().toList()));
    }

    /** Returns the database that has the scripts; if a tenant is selected, the database of the tenant. */
    private Optional<String> project() {
        return database.map(name -> known().map(known -> known.project(name)).orElse(name));
    }

    private MigrationSettings withOptions(MigrationSettings settings) {
        return settings.toBuilder()
                .variables(options.variables(settings.variables()))
                .build();
    }

    private MigrationSettings settings(String name) {
        return named().map(known -> known.settings(name)).orElseGet(() -> bean().settings());
    }

    private MigrationSettings properties() {
        String name = environmentOf("spring.application.name").orElse("application");
        return factory().getBeanProvider(MigrationProperties.class).stream()
                .findFirst()
                .orElseThrow(ApplicationDatabases::nothingToMigrate)
                .toSettings(name);
    }

    private List<JavaRevision> javaRevisions() {
        return project()
                .flatMap(name -> named().map(known -> known.javaRevisions(name)))
                .orElseGet(() -> factory()
                        .getBeanProvider(JavaRevision.class)
                        .orderedStream()
                        .toList());
    }

    private Optional<String> environmentOf(String key) {
        return context.map(known -> known.getEnvironment().getProperty(key));
    }

    private Optional<ApplicationDatabases> known() {
        return context.map(ApplicationDatabases::of);
    }

    /** @throws MigrationException if there is no migrator; more specific than the exception of Spring */
    private Migrator bean() {
        return ApplicationDatabases.of(contextOfCommand()).migrator(database);
    }

    private ConfigurableListableBeanFactory factory() {
        return contextOfCommand().getBeanFactory();
    }

    private ConfigurableApplicationContext contextOfCommand() {
        if (options.config().isPresent()) {
            throw new UsageException(
                    "--config is an option of the stand-alone jar: an application has its own settings.",
                    "Add a configuration file of the application: --spring.config.additional-location=file:FILE.");
        }
        return context.orElseThrow();
    }
}
