#!/usr/bin/env bash
#
# picocli 4.7.7. Descriptions may refer to entries of a resource bundle as ${bundle:key}. If a key equals the long name of an option
# without its dashes, picocli takes the entry for the whole description of that option, and the text in the annotation is gone: here
# the entry "url" was meant as one word within the description of --url.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install info.picocli:picocli:4.7.7

cat >Finding.java <<'JAVA'
import java.util.ListResourceBundle;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class Finding {

    @Command(name = "tool")
    static class Tool {
        @Option(names = "--url", description = "The address, such as ${bundle:url}.")
        String url;
        @Option(names = "--server", description = "The server, such as ${bundle:example.server}.")
        String server;
    }

    static class Words extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"url", "postgres://h/d"}, {"example.server", "h"}};
        }
    }

    public static void main(String[] arguments) {
        CommandLine tool = new CommandLine(new Tool()).setResourceBundle(new Words());
        System.out.print(tool.getHelp().optionList());
    }
}
JAVA
expect <<'EXPECTED'
      --server=<server>   The server, such as h.
      --url=<url>         postgres://h/d
EXPECTED
