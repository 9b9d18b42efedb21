// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The index itself; the classes that it names are in {@code JavaRevisionTests}. */
class ServicesTests {

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anIndexThatCannotBeReadIsOneFault() {
        ClassLoader broken = new ClassLoader(getClass().getClassLoader()) {

            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                if (name.equals("META-INF/services/java.lang.Runnable")) {
                    throw new IOException("the disk is gone");
                }
                return super.getResources(name);
            }
        };

        Services<Runnable> services = Services.load(Runnable.class, broken);

        assertThat(services.found()).isEmpty();
        assertThat(services.faults()).singleElement().asString().contains("the disk is gone");
    }
}
