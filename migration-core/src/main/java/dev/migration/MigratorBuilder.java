// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

import dev.migration.event.MigrationListener;
import dev.migration.execution.LoggingListener;
import dev.migration.script.JavaRevision;
import dev.migration.script.load.FoundScripts;
import dev.migration.script.load.JavaRevisions;
import dev.migration.script.load.RevisionScripts;
import dev.migration.script.load.ScriptLoader;
import dev.migration.trace.Tracer;

/**
 * Builds a {@link Migrator}. Only the {@code DataSource} is required. Not safe for use by several threads.
 *
 * <p>A listener that logs each revision is present from the start.
 */
public final class MigratorBuilder {

    private @Nullable DataSource dataSource;
    private MigrationSettings settings = MigrationSettings.defaults();
    private Optional<List<JavaRevision>> javaRevisions = Optional.empty();
    private @Nullable ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
    private Optional<FoundScripts> loaded = Optional.empty();
    private Optional<String> tenant = Optional.empty();
    private Optional<Tracer> tracer = Optional.empty();
    private final List<MigrationListener> listeners = new ArrayList<>();
    private Map<String, String> texts = Map.of();
    private UnaryOperator<String> sourceNames = UnaryOperator.identity();
    private boolean repeatables = true;
    private boolean queueing = true;

    MigratorBuilder() {
        listeners.add(new LoggingListener());
    }

    /** Copies a builder; scripts that are loaded already are not read again while they stay valid. */
    private MigratorBuilder(MigratorBuilder other, FoundScripts scripts) {
        this.dataSource = other.dataSource;
        this.settings = other.settings;
        this.javaRevisions = other.javaRevisions;
        this.classLoader = other.classLoader;
        this.loaded = Optional.of(scripts);
        this.tenant = other.tenant;
        this.tracer = other.tracer;
        this.listeners.addAll(other.listeners);
        this.texts = other.texts;
        this.sourceNames = other.sourceNames;
        this.repeatables = other.repeatables;
        this.queueing = other.queueing;
    }

    /** The source of connections. They should be unpooled; a pooled connection is returned in the state in which it was obtained. */
    public MigratorBuilder dataSource(DataSource source) {
        this.dataSource = source;
        return this;
    }

    /** The settings; without this call, {@link MigrationSettings#defaults()}. */
    public MigratorBuilder settings(MigrationSettings other) {
        if (!other.locations().equals(settings.locations())
                || !other.modules().equals(settings.modules())
                || !other.variables().equals(settings.variables())) {
            this.loaded = Optional.empty();
        }
        this.settings = other;
        return this;
    }

    /** The Java revisions; without this call, {@link java.util.ServiceLoader} finds them. */
    public MigratorBuilder javaRevisions(Collection<? extends JavaRevision> revisions) {
        this.loaded = Optional.empty();
        this.javaRevisions = Optional.of(List.copyOf(revisions));
        return this;
    }

    /**
     * Migrates the schema of one tenant. Each listener is replaced by {@link MigrationListener#forTenant}.
     *
     * @param schema the name of the tenant, which is the name of its schema
     */
    public MigratorBuilder tenant(String schema) {
        this.tenant = Optional.of(schema);
        this.listeners.replaceAll(listener -> listener.forTenant(schema));
        return this;
    }

    /** The class loader of class path locations and of Java revisions. */
    public MigratorBuilder classLoader(ClassLoader loader) {
        this.loaded = Optional.empty();
        this.classLoader = loader;
        return this;
    }

    /** Reads the scripts again, although they were read from the same locations before. */
    public MigratorBuilder readScriptsAgain() {
        this.loaded = Optional.empty();
        return this;
    }

    /**
     * Reads other texts than those of some files. Internal: for texts that are not written yet.
     *
     * @param other texts by the name of the file in messages
     */
    public MigratorBuilder texts(Map<String, String> other) {
        this.loaded = Optional.empty();
        this.texts = Map.copyOf(other);
        return this;
    }

    /**
     * Gives the scripts other names in messages. Internal: for copies of files that a user does not know.
     *
     * @param names the name of a file to the name to show
     */
    public MigratorBuilder sourceNames(UnaryOperator<String> names) {
        this.loaded = Optional.empty();
        this.sourceNames = names;
        return this;
    }

    /** Adds a listener after those that were added before. */
    public MigratorBuilder listener(MigrationListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Removes all listeners, also the one that logs each revision. */
    public MigratorBuilder withoutListeners() {
        listeners.clear();
        return this;
    }

    /** Traces each statement of a script, which is sent in a message of its own. Internal: for a scratch database. */
    public MigratorBuilder tracer(Tracer statements) {
        this.tracer = Optional.of(statements);
        return this;
    }

    /** Leaves the repeatables out, so that an upgrade applies revisions only. Not for databases that are in use. */
    public MigratorBuilder withoutRepeatables() {
        this.repeatables = false;
        return this;
    }

    /**
     * Lets an upgrade run what its revisions leave for the background, also without an approval. For databases of tests, which have no
     * workers.
     */
    public MigratorBuilder withoutBackground() {
        this.queueing = false;
        return this;
    }

    /**
     * Finds the scripts and builds the migrator; opens no connection. The scripts are parsed when a command needs them: see
     * {@link Migrator}.
     *
     * @throws dev.migration.script.NoRevisionsException if a location contains no script
     * @throws dev.migration.script.InvalidScriptsException if the index of a module, or a Java revision that is a service, has a fault
     * @throws IllegalStateException without a {@code DataSource}
     */
    public Migrator build() {
        return new Migrator(this);
    }

    DataSource requireDataSource() {
        DataSource source = dataSource;
        if (source == null) {
            throw new IllegalStateException("A migrator needs a DataSource");
        }
        return source;
    }

    MigrationSettings settings() {
        return tenant.map(schema -> settings.toBuilder()
                        .tables(settings.tables().in(schema))
                        .build())
                .orElse(settings);
    }

    Optional<Tracer> tracer() {
        return tracer;
    }

    boolean queueing() {
        return queueing;
    }

    Optional<String> tenant() {
        return tenant;
    }

    List<MigrationListener> listeners() {
        return listeners;
    }

    /** The same with scripts that are found. */
    MigratorBuilder copy() {
        return new MigratorBuilder(this, found());
    }

    FoundScripts scripts() {
        return repeatables ? found() : found().with("without repeatables", RevisionScripts::withoutRepeatables);
    }

    private FoundScripts found() {
        return loaded.orElseGet(
                () -> new ScriptLoader(new PathMatchingResourcePatternResolver(classLoader), settings.scriptVariables())
                        .with(texts)
                        .with(settings.modules())
                        .named(sourceNames)
                        .find(settings.locations(), javaRevisions()));
    }

    private List<JavaRevision> javaRevisions() {
        return javaRevisions.orElseGet(() -> JavaRevisions.find(classLoader));
    }
}
