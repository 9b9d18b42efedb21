// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shop of the Flyway project as change logs of formatted SQL, one for each major version, and a root that includes them.
 * Without {@code stripComments:false}, Liquibase strips comments from function bodies too, and fails on nested comments.
 */
final class LiquibaseShop {

    private static final Path FLYWAY = Path.of("src/test/resources/flyway");

    private LiquibaseShop() {}

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sql"));
        StringBuilder root = new StringBuilder("databaseChangeLog:\n");
        for (String major : List.of("1", "2", "3", "4", "5", "20250110093000", "20250111101500", "20250112140000")) {
            String next = major.equals("20250112140000") ? "(20250112140000|20250113080000)" : major;
            changeLog(folder, root, major, "V" + next + "([._].*|__.*)");
        }
        changeLog(folder, root, "views", "R__.*");
        Files.writeString(folder.resolve("root.yaml"), root);
    }

    private static void changeLog(Path folder, StringBuilder root, String name, String pattern) throws IOException {
        StringBuilder text = new StringBuilder("-- liquibase formatted sql\n\n");
        for (Path script : scripts(pattern)) {
            text.append(changeSet(script));
        }
        Files.writeString(folder.resolve("sql/" + name + ".sql"), text);
        root.append("  - include:\n      file: sql/")
                .append(name)
                .append(".sql\n      relativeToChangelogFile: true\n");
    }

    private static String changeSet(Path script) throws IOException {
        String file = script.getFileName().toString();
        String id = file.startsWith("R__")
                ? file.substring(3).replace(".sql", "")
                : "v" + file.substring(1, file.indexOf("__")).replace('.', '_');
        StringBuilder text = new StringBuilder("--changeset shop:" + id + " splitStatements:false stripComments:false");
        text.append(Files.exists(script.resolveSibling(file + ".conf")) ? " runInTransaction:false" : "");
        text.append(file.startsWith("R__") ? " runOnChange:true" : "").append('\n');
        text.append("--comment: ")
                .append(file.replaceFirst(".*__", "").replace(".sql", ""))
                .append('\n');
        text.append(withoutCopy(Files.readString(script)));
        Optional<Path> undo =
                scripts("U" + file.substring(1).replace(".", "\\.")).stream().findFirst();
        if (undo.isPresent()) {
            text.append("--rollback ").append(Files.readString(undo.get()));
        }
        return text.append('\n').toString();
    }

    /** Liquibase does not support COPY. */
    private static String withoutCopy(String sql) {
        return sql.replaceFirst(
                "(?s)COPY products .*?\\n\\\\\\.\\n",
                "INSERT INTO products (sku, title, price) VALUES ('P-001', 'Kettle; 1.7 l', 39.90),"
                        + " ('P-002', 'Cup \"blue\"', 7.50), ('P-003', 'Tea green', 4.20);\n");
    }

    private static List<Path> scripts(String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(FLYWAY)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern)
                            && file.toString().endsWith(".sql"))
                    .sorted(Comparator.comparing((Path file) -> file.getFileName()
                            .toString()
                            .replace(".sql", "")
                            .replace('.', '_')
                            .replace("__", " ")))
                    .toList();
        }
    }
}
