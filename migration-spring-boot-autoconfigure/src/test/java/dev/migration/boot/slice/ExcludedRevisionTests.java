// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

import dev.migration.boot.slice.mixed.MixedApplication;
import dev.migration.boot.slice.mixed.MixedConfiguration;
import dev.migration.boot.slice.needy.NeedyApplication;
import dev.migration.boot.slice.needy.Prices;
import dev.migration.boot.testing.OwnDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Java revisions that a test slice cannot create are reported, and never left out. */
@ExtendWith(OutputCaptureExtension.class)
class ExcludedRevisionTests {

    @Test
    void aConfigurationWithOtherBeansIsRefused() {
        assertThatThrownBy(() -> start(Mixed.class))
                .rootCause()
                .isInstanceOf(ExcludedRevisionException.class)
                .hasMessageContaining("dev.migration.boot.slice.mixed.MixedConfiguration.addSize()")
                .hasMessageNotContaining("addPrice")
                .hasMessageContaining("@Import(MixedConfiguration.class)");
    }

    @Test
    void anImportedConfigurationIsAccepted() {
        assertThat(applied(start(MixedImported.class))).isEqualTo(3);
    }

    @Test
    void aMissingDependencyIsReported(CapturedOutput output) {
        assertThatThrownBy(() -> start(Needy.class)).hasStackTraceContaining(Prices.class.getName());

        assertThat(output)
                .contains("The Java revision 'addPrices' needs a bean that does not exist: "
                        + "dev.migration.boot.slice.needy.Prices")
                .contains("annotate the test class with @Import");
    }

    @Test
    void anImportedDependencyIsInjected() {
        assertThat(applied(start(NeedyImported.class))).isEqualTo(3);
    }

    private static ApplicationContext start(Class<?> test) {
        return new TestContextManager(test).getTestContext().getApplicationContext();
    }

    private static long applied(ApplicationContext context) {
        return JdbcClient.create(context.getBean(DataSource.class))
                .sql("SELECT count(*) FROM migration_revision")
                .query(Long.class)
                .single();
    }

    @JdbcTest(properties = "spring.test.database.replace=none")
    @ContextConfiguration(classes = MixedApplication.class, initializers = OwnDatabase.class)
    static class Mixed {}

    @Import(MixedConfiguration.class)
    static class MixedImported extends Mixed {}

    @JdbcTest(properties = "spring.test.database.replace=none")
    @ContextConfiguration(classes = NeedyApplication.class, initializers = OwnDatabase.class)
    static class Needy {}

    @Import(Prices.class)
    static class NeedyImported extends Needy {}
}
