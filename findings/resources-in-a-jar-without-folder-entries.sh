#!/usr/bin/env bash
#
# Spring Framework 7.0.9. The entries for folders in a jar are optional: zip -D and some shaders leave them out, and the class loader
# finds each file nevertheless. classpath*:sql/*.sql finds the files only if the jar has an entry for sql/, because the resolver asks
# the class loader for that folder first. Without the entry the answer is empty, without a warning.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.springframework</groupId>
      <artifactId>spring-core</artifactId>
      <version>7.0.9</version>
    </dependency>
  </dependencies>
</project>
POM
mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib

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
java -cp 'lib/*' Finding.java 2>errors.txt | tee output.txt
diff -u - output.txt <<'EXPECTED'
with folder entries: 1 found, the class loader has the file: true
without: 0 found, the class loader has the file: true
EXPECTED
