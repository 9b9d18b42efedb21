// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** An Alembic project with a branch, a merge and a dependency. Its headers have all forms that Alembic writes. */
record AlembicProject(Path folder) {

    /** Whether the program and its driver are installed; the Debian packages are alembic and python3-psycopg2. */
    static boolean canRun() throws Exception {
        return Files.isExecutable(Path.of("/usr/bin/alembic"))
                && new ProcessBuilder("/usr/bin/python3", "-c", "import alembic, psycopg2")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
    }

    static AlembicProject write(Path folder, PostgresDatabase database) throws IOException {
        AlembicProject project = empty(folder, database);
        Path versions = folder.resolve("alembic/versions/2025");
        project.revision(
                versions,
                "def456abc001",
                "create users and tickets",
                "down_revision = None",
                """
                    op.create_table('users', sa.Column('id', sa.Integer, primary_key=True), sa.Column('email', sa.Text))
                    op.create_table('tickets', sa.Column('id', sa.Integer, primary_key=True),
                                    sa.Column('subject', sa.Text, server_default='a; b'),
                                    sa.Column('user_id', sa.Integer, sa.ForeignKey('users.id')))
                """,
                "    op.drop_table('tickets')\n    op.drop_table('users')\n");
        project.revision(
                versions,
                "abc123abc002",
                "add \\\"priority\\\"; it's urgent",
                """
                from typing import Sequence, Union
                down_revision: Union[str, Sequence[str], None] = "def456abc001"  # the first
                """,
                """
                    op.add_column('tickets', sa.Column('priority', sa.SmallInteger, server_default='3'))
                    op.execute("UPDATE tickets SET priority = 1 WHERE subject LIKE '100%'")
                """,
                "    op.drop_column('tickets', 'priority')\n");
        project.revision(
                versions, "rep001abc003", "create reports", """
                down_revision = (
                    'def456abc001'
                )
                branch_labels = ('reporting',)
                """, """
                    op.execute('''CREATE FUNCTION report() RETURNS int LANGUAGE plpgsql AS $$
                    BEGIN
                        -- COMMIT; is not for functions
                        RETURN 1;
                    END;
                    $$''')
                """, "    op.execute('DROP FUNCTION report()')\n");
        project.revision(
                versions,
                "m3rg3abc0004",
                "join",
                "down_revision = ('abc123abc002', 'rep001abc003')",
                "    pass\n",
                "    pass\n");
        project.revision(
                versions,
                "ixxxxabc0005",
                "index",
                "down_revision = ['m3rg3abc0004']",
                """
                    with op.get_context().autocommit_block():
                        op.create_index('ix_tickets_user', 'tickets', ['user_id'], postgresql_concurrently=True)
                """,
                "    op.drop_index('ix_tickets_user')\n");
        project.revision(
                versions,
                "aud1tabc0006",
                "audit",
                """
                down_revision = None
                depends_on = "def456abc001"
                branch_labels = 'audit'
                """,
                "    op.create_table('audit', sa.Column('at', sa.DateTime(timezone=True)))\n",
                "    op.drop_table('audit')\n");
        return project;
    }

    /** Writes a project without revisions. */
    static AlembicProject empty(Path folder, PostgresDatabase database) throws IOException {
        Files.createDirectories(folder.resolve("alembic/versions/2025"));
        String url = database.url()
                .replace(
                        "jdbc:postgresql://",
                        "postgresql+psycopg2://" + database.username() + ":" + database.password() + "@");
        Files.writeString(folder.resolve("alembic.ini"), """
                [alembic]
                script_location = alembic
                recursive_version_locations = true
                version_locations = %%(here)s/alembic/versions/2025
                sqlalchemy.url = %s
                """.formatted(url.replace("%", "%%")));
        Files.writeString(folder.resolve("alembic/env.py"), """
                from alembic import context
                from sqlalchemy import create_engine
                url = context.config.get_main_option("sqlalchemy.url")
                if context.is_offline_mode():
                    context.configure(url=url, literal_binds=True, dialect_opts={"paramstyle": "named"})
                    with context.begin_transaction():
                        context.run_migrations()
                else:
                    with create_engine(url).connect() as connection:
                        context.configure(connection=connection)
                        with context.begin_transaction():
                            context.run_migrations()
                """);
        return new AlembicProject(folder);
    }

    /** Adds a revision. */
    void revision(String id, String message, String header, String up, String down) throws IOException {
        revision(folder.resolve("alembic/versions/2025"), id, message, header, up, down);
    }

    /** Adds a revision that reads rows, which Alembic cannot do when it prints SQL. */
    void revisionWithDatabase(String id, String parent) throws IOException {
        revision(
                id,
                "needs a database",
                "down_revision = '" + parent + "'",
                "    op.get_bind().execute(sa.text('SELECT 1')).scalar_one()\n",
                "    op.execute('SELECT 1')\n");
    }

    private void revision(Path versions, String id, String message, String header, String up, String down)
            throws IOException {
        Files.writeString(versions.resolve(id + "_" + message.replaceAll("\\W+", "_") + ".py"), """
                \"""%s

                Revision ID: %s
                Revises: somewhere
                Create Date: 2025-01-15 10:3%s:00.123456

                revision = 'not this one'
                \"""
                from alembic import op
                import sqlalchemy as sa

                # revision identifiers, used by Alembic.
                revision: str = '%s'
                branch_labels = None
                depends_on = None
                %s


                def upgrade() -> None:
                %s

                def downgrade() -> None:
                %s""".formatted(
                        message, id, id.charAt(id.length() - 1), id, header, up, down));
    }

    /** Runs alembic, and returns its standard output; its log goes to the error output. */
    String run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/alembic"));
        command.addAll(List.of(words));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(err, StandardCharsets.UTF_8))
                .isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
