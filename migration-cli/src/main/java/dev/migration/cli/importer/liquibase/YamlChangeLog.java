package dev.migration.cli.importer.liquibase;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.cli.importer.liquibase.ChangeLogs.Include;
import dev.migration.cli.importer.project.ImportProblems;

/** Reads the includes of a change log in YAML, written in lines as Liquibase's manual writes them; it may hold nothing else. */
final class YamlChangeLog {

    private static final Pattern KEY = Pattern.compile("\\s*(?:-\\s+)?(\\w+):\\s*(.*?)\\s*(?:\\s#.*)?");

    private YamlChangeLog() {}

    static List<Include> read(String file, String text, ImportProblems problems) {
        List<Include> includes = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            Matcher key = KEY.matcher(line);
            if (line.isBlank() || line.strip().startsWith("#") || line.strip().equals("---")) {
                continue;
            }
            switch (key.matches() ? key.group(1) : "") {
                case "databaseChangeLog", "include", "includeAll" -> {}
                case "file", "path" -> includes.add(new Include(unquoted(key.group(2)), false));
                case "relativeToChangelogFile" -> relative(includes, key.group(2));
                default -> problems.add(file, index + 1, "'" + line.strip() + "' is no include.", ChangeSets.REMEDY);
            }
        }
        return includes;
    }

    /** It stands behind the name that it is about; before it, it would be about none. */
    private static void relative(List<Include> includes, String value) {
        if (!includes.isEmpty() && unquoted(value).equals("true")) {
            includes.set(
                    includes.size() - 1,
                    new Include(includes.get(includes.size() - 1).name(), true));
        }
    }

    private static String unquoted(String text) {
        return text.replaceAll("^[\"']|[\"']$", "");
    }
}
