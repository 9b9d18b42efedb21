// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Alembic as the system has it, with psycopg2; all revisions run in one transaction. Python starts with each call. */
final class AlembicTool implements Contender {

    private static final String ENVIRONMENT = """
            import os
            from alembic import context
            from sqlalchemy import create_engine
            with create_engine(os.environ['BENCHMARK_URL']).connect() as connection:
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()
            """;

    @Override
    public String name() {
        return "Alembic";
    }

    @Override
    public boolean isPresent() {
        return Installed.has("alembic");
    }

    /** It has no COPY, and several at once fail. */
    @Override
    public boolean supports(Workload workload, Workload.Call call) {
        return switch (call) {
            case FRESH_JVM -> workload != Workload.COPY && !workload.isLarge();
            case COMMAND -> true;
            default -> false;
        };
    }

    @Override
    public String fileName(Script script) {
        return "r" + script.id() + ".py";
    }

    @Override
    public String text(Script script) {
        String parent = script.number() == 1 ? "None" : "'r" + new Script(script.number() - 1, "").id() + "'";
        return "from alembic import op\nrevision = 'r" + script.id() + "'\ndown_revision = " + parent
                + "\ndef upgrade():\n    op.get_bind().exec_driver_sql(r'''" + script.sql() + "''')\n";
    }

    @Override
    public void write(Path folder, List<Script> scripts) throws IOException {
        Files.createDirectories(folder.resolve("versions"));
        for (Script script : scripts) {
            Files.writeString(folder.resolve("versions").resolve(fileName(script)), text(script));
        }
        Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = " + folder + "\n");
        Files.writeString(folder.resolve("env.py"), ENVIRONMENT);
    }

    @Override
    public void upgrade(Address database, Path folder) throws Exception {
        measure(database, folder, List.of("alembic", "upgrade", "head"));
    }

    @Override
    public Sample first(Workload workload, Address database, Path folder) throws Exception {
        return measure(database, folder, List.of("alembic", "upgrade", "head"));
    }

    @Override
    public List<String> statusCommand(Address database, Path folder) {
        return List.of("env", "BENCHMARK_URL=" + url(database), "alembic", "current");
    }

    private static Sample measure(Address database, Path folder, List<String> command) throws Exception {
        return ChildProcess.measure(folder, Map.of("BENCHMARK_URL", url(database)), command);
    }

    private static String url(Address database) {
        return "postgresql+psycopg2://" + database.username() + ":" + database.password() + "@" + database.host() + ":"
                + database.port() + "/" + database.name();
    }
}
