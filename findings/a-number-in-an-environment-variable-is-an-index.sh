#!/usr/bin/env bash
#
# Spring Boot 4.1.1. A number between two underscores of an environment variable is taken for an index of a list, not for a key of a
# map: APP_TARGETS_5432_HOST sets app.targets[5432].host. A Map<String, …> gets the entry nevertheless, but whoever looks for the
# name app.targets.5432.host among the names of the property sources does not find it. The same name in a properties file keeps
# its dots.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install org.springframework.boot:spring-boot:4.1.1

cat >Finding.java <<'JAVA'
import java.util.*;
import org.springframework.boot.context.properties.bind.*;
import org.springframework.boot.context.properties.source.*;
import org.springframework.core.env.*;

class Finding {
    public static void main(String[] arguments) {
        print("environment", new SystemEnvironmentPropertySource("systemEnvironment", Map.of("APP_TARGETS_5432_HOST", "a")));
        print("properties", new MapPropertySource("properties", Map.of("app.targets.5432.host", "a")));
    }

    private static void print(String what, MapPropertySource source) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addLast(source);
        for (ConfigurationPropertySource each : ConfigurationPropertySources.from(sources)) {
            ((IterableConfigurationPropertySource) each).stream().forEach(name -> System.out.println(what + ": " + name));
        }
        System.out.println(what + ", as a map: " + new Binder(ConfigurationPropertySources.from(sources))
                .bind("app.targets", Bindable.mapOf(String.class, Object.class)).orElse(Map.of()));
    }
}
JAVA
expect <<'EXPECTED'
environment: app.targets[5432].host
environment, as a map: {5432={host=a}}
properties: app.targets.5432.host
properties, as a map: {5432={host=a}}
EXPECTED
