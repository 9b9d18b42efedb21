// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import dev.migration.tenant.run.TenantRun;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of many tenants is short. */
@Isolated("counts the lines of the log, to which other classes would add")
class TenantLogTests extends TenantTestBase {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.migration");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private @Nullable Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void forget() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    @Test
    void aRunIsTwoLinesAndOneForEachTenantThatFailed() {
        revisions.table("a", "").table("b", "a");
        String[] names = schemas(10);
        sql("CREATE TABLE t004.b ()");

        tenants(names).upgradeAll();

        assertThat(at(Level.INFO)).hasSize(2);
        assertThat(at(Level.INFO).get(0)).isEqualTo("Upgrading 10 of 10 tenants: 4 at a time");
        assertThat(at(Level.INFO).get(1)).startsWith("10 tenants: 9 upgraded (18 revisions), 1 failed (in ");
        assertThat(at(Level.ERROR))
                .singleElement()
                .asString()
                .startsWith("Tenant t004 failed: ")
                .contains("What to do");
        assertThat(at(Level.WARN)).isEmpty();
    }

    @Test
    void revisionsOfATenantAreLoggedAtDebug() {
        revisions.table("a", "");

        tenants(schemas(2)).upgradeAll();

        assertThat(lines.list)
                .filteredOn(line -> line.getFormattedMessage().startsWith("Tenant t002: Applied a"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
                    assertThat(line.getMDCPropertyMap()).containsEntry(TenantRun.TENANT, "t002");
                });
    }

    private List<String> at(Level level) {
        return lines.list.stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
