// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.mixed;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with configurations that define Java revisions and other beans. */
@SpringBootApplication
public class MixedApplication {}
