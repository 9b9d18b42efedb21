package dev.migration.boot.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.TenantMigrator;
import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.boot.autoconfigure.MigrationDatabases;
import dev.migration.boot.autoconfigure.MigrationProperties;
import dev.migration.boot.status.DatabaseName;
import dev.migration.cli.setting.Configuration;
import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.MigrationException;
import dev.migration.event.MigrationListener;
import dev.migration.script.JavaRevision;
import dev.migration.tenant.TenantState;

/** What an application configured: its migrator, and with that its database, its settings, its scripts and Java revisions. */
final class ApplicationConfiguration implements Configuration {

    private static final Path SOURCES = Path.of("src", "main", "resources");
    private static final String REVISIONS = "db/revisions";
    private static final String AUTHORING = "migration.authoring.";
    private static final String FILESYSTEM = "filesystem:";

    private final GlobalOptions options;
    private final Optional<ConfigurableApplicationContext> context;
    private final Optional<String> database;

    /** One that knows no application yet, for texts of help. */
    ApplicationConfiguration(GlobalOptions options) {
        this(options, Optional.empty(), Optional.empty());
    }

    ApplicationConfiguration(GlobalOptions options, ConfigurableApplicationContext context) {
        this(options, Optional.of(context), Optional.empty());
    }

    private ApplicationConfiguration(
            GlobalOptions options, Optional<ConfigurableApplicationContext> context, Optional<String> database) {
        this.options = options;
        this.context = context;
        this.database = database;
    }

    @Override
    public String program() {
        return TypedArguments.WORD;
    }

    @Override
    public Migrator migrator(List<? extends MigrationListener> listeners) {
        Migrator application = bean();
        MigrationSettings settings = application.settings();
        Migrator.Builder builder =
                application.toBuilder().settings(settings.withVariables(options.variables(settings.variables())));
        listeners.forEach(builder::listener);
        return builder.build();
    }

    /** Without the migrator, which refuses several heads where one is required, and they are what a merge is for. */
    @Override
    public Revisions revisions() {
        if (database.isPresent() && named().isEmpty()) {
            return bean().revisions();
        }
        MigrationSettings settings = settings();
        Map<String, String> variables = settings.variables();
        return Revisions.load(
                variables.isEmpty() ? settings : settings.withVariables(options.variables(variables)), javaRevisions());
    }

    @Override
    public MigrationSettings settings() {
        return database.map(this::settings).orElseGet(this::properties);
    }

    @Override
    public RevisionAuthor author(AuthoringSettings settings) {
        return new RevisionAuthor(settings, Clock.systemUTC(), javaRevisions());
    }

    @Override
    public DatabaseAddress database() {
        DataSource source = bean().dataSource();
        SimpleDriverDataSource unpooled = DataSourceUnwrapper.unwrap(source, SimpleDriverDataSource.class);
        if (unpooled == null || unpooled.getUrl() == null) {
            throw new UsageException(
                    "The application's DataSource, a " + source.getClass().getName() + ", does not tell its address.",
                    "Add --url, --user and --password.");
        }
        return DatabaseAddress.parse(unpooled.getUrl())
                .as(Optional.ofNullable(unpooled.getUsername()), Optional.ofNullable(unpooled.getPassword()));
    }

    @Override
    public boolean hasDatabase() {
        return !names().isEmpty() || tenants().isPresent();
    }

    /** An application with several migrators has several databases, and so has one that gives its database a name; each tenant is one, too. */
    @Override
    public List<String> databases() {
        Optional<TenantMigrator> tenants = tenants();
        if (tenants.isPresent()) {
            return tenants.get().states().all().stream()
                    .map(TenantState::tenant)
                    .toList();
        }
        List<String> names = names();
        return names.size() > 1 || isNamed(names) ? names : List.of();
    }

    @Override
    public boolean isOneProject() {
        return tenants().isPresent();
    }

    @Override
    public Configuration ofDatabase(String name) {
        return new ApplicationConfiguration(options, context, Optional.of(name));
    }

    @Override
    public Optional<String> authoring(String key) {
        return context.flatMap(known -> new RawSettings(known.getEnvironment()).value(AUTHORING + key));
    }

    @Override
    public SortedMap<String, String> authoringBelow(String prefix) {
        return context.map(known -> new RawSettings(known.getEnvironment()).below(AUTHORING + prefix + "."))
                .orElseGet(TreeMap::new);
    }

    /** What an application has on its class path lies among its sources, when the command is given in its folder. */
    @Override
    public List<Path> folders() {
        List<String> locations = settings().locations();
        Stream<String> all = locations.isEmpty() ? Stream.of("classpath:" + REVISIONS) : locations.stream();
        return all.map(ApplicationConfiguration::onDisk)
                .flatMap(Optional::stream)
                .toList();
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
        return SOURCES.resolve(REVISIONS);
    }

    private static Optional<Path> onDisk(String location) {
        if (location.startsWith(FILESYSTEM)) {
            return Optional.of(Path.of(location.substring(FILESYSTEM.length())));
        }
        Path source = SOURCES.resolve(location.replaceFirst("^classpath\\*?:/*", ""));
        return Optional.of(source).filter(folder -> Files.isDirectory(SOURCES));
    }

    private boolean isNamed(List<String> names) {
        return !names.isEmpty()
                && named().filter(known -> known.names().containsAll(names)).isPresent();
    }

    /** The databases that the settings name, this one among them. */
    private Optional<MigrationDatabases> named() {
        return context.flatMap(known ->
                        known.getBeanProvider(MigrationDatabases.class).stream().findFirst())
                .filter(known -> database.isEmpty()
                        || known.names().containsAll(database.stream().toList()));
    }

    private MigrationSettings settings(String name) {
        return named().map(known -> known.settings(name)).orElseGet(() -> bean().settings());
    }

    private MigrationSettings properties() {
        String name = environmentOf("spring.application.name").orElse("application");
        return factory().getBeanProvider(MigrationProperties.class).stream()
                .findFirst()
                .orElseThrow(ApplicationConfiguration::nothingToMigrate)
                .toSettings(name);
    }

    private List<JavaRevision> javaRevisions() {
        return database.flatMap(name -> named().map(known -> known.javaRevisions(name)))
                .orElseGet(() -> factory()
                        .getBeanProvider(JavaRevision.class)
                        .orderedStream()
                        .toList());
    }

    private Optional<String> environmentOf(String key) {
        return context.map(known -> known.getEnvironment().getProperty(key));
    }

    private List<String> names() {
        return List.copyOf(beans().keySet());
    }

    /** The migrators' beans by the names of their databases. */
    private SortedMap<String, String> beans() {
        SortedMap<String, String> beans = new TreeMap<>();
        context.map(known -> List.of(known.getBeanNamesForType(Migrator.class)))
                .orElse(List.of())
                .forEach(bean -> beans.put(DatabaseName.ofMigrator(bean), bean));
        return beans;
    }

    /** @throws MigrationException why there is none; what Spring says about it is less to the point */
    private Migrator bean() {
        Optional<TenantMigrator> tenants = tenants();
        if (tenants.isPresent()) {
            return tenants.get().migrator(database.orElseThrow(ApplicationConfiguration::noTenant));
        }
        SortedMap<String, String> beans = beans();
        String name = database.or(() -> beans.keySet().stream().findFirst())
                .map(beans::get)
                .orElseThrow(ApplicationConfiguration::nothingToMigrate);
        try {
            return factory().getBean(name, Migrator.class);
        } catch (BeansException failure) {
            throw known(failure);
        }
    }

    private Optional<TenantMigrator> tenants() {
        try {
            return context.flatMap(known ->
                    known.getBeanProvider(TenantMigrator.class).stream().findFirst());
        } catch (BeansException failure) {
            throw known(failure);
        }
    }

    private static UsageException noTenant() {
        return new UsageException(
                "The revisions of this application are its tenants', and no tenant is named, or there is none.",
                "Add --database TENANT, or see migration.tenants and what the application's TenantSource reads.");
    }

    private static UsageException nothingToMigrate() {
        return new UsageException(
                "This application has no database to migrate: there is no DataSource.",
                "Set spring.datasource.url, or add --url 'jdbc:postgresql://HOST:PORT/DATABASE'.");
    }

    private RuntimeException known(BeansException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrationException known) {
                return known;
            }
        }
        return context.flatMap(known -> StartFailure.of(failure, known)).orElse(failure);
    }

    private ConfigurableListableBeanFactory factory() {
        if (options.config().isPresent()) {
            throw new UsageException(
                    "--config is for the stand-alone jar: an application has its own settings.",
                    "Name a file of the application's: --spring.config.additional-location=file:FILE.");
        }
        return context.orElseThrow().getBeanFactory();
    }
}
