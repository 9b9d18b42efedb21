#!/usr/bin/env bash
#
# Spring Framework 7.0.9. The entries for folders in a jar are optional: zip -D and some shaders leave them out, and the class loader
# finds each file nevertheless. classpath*:sql/*.sql finds the files only if the jar has an entry for sql/, because the resolver asks
# the class loader for that folder first. Without the entry the answer is empty, without a warning.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install org.springframework:spring-core:7.0.9

cat >Finding.java <<'JAVA'
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.jar.*;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class Finding {
    public static void main(String[] arguments) throws Exception {
        print("with folder entries", "sql/", "sql/one.sql");
        print("without", "sql/one.sql");
    }

    private static void print(String what, String... entries) throws Exception {
        Path jar = Files.createTempFile(Path.of("."), "finding", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.closeEntry();
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            int found = new PathMatchingResourcePatternResolver(loader).getResources("classpath*:sql/*.sql").length;
            System.out.println(what + ": " + found + " found, the class loader has the file: "
                    + (loader.getResource("sql/one.sql") != null));
        }
    }
}
JAVA
expect <<'EXPECTED'
with folder entries: 1 found, the class loader has the file: true
without: 0 found, the class loader has the file: true
EXPECTED
