// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Generates random ids for revisions. */
final class RandomRevisionId {

    private static final int DIGITS = 12;

    private final RandomGenerator random = new SecureRandom();

    /** Twelve hexadecimal digits. */
    String next() {
        StringBuilder id = new StringBuilder();
        for (int digit = 0; digit < DIGITS; digit++) {
            id.append(Character.forDigit(random.nextInt(16), 16));
        }
        return id.toString();
    }
}
