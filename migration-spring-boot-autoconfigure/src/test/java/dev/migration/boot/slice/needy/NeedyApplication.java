// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.needy;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with a Java revision that needs a service. */
@SpringBootApplication
public class NeedyApplication {}
