// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text with numbers of tenants: {@code 1,000 tenants: 997 up to date, 2 pending, 1 failed}. */
final class TenantCountText {

    private final long total;
    private final List<String> parts = new ArrayList<>();

    TenantCountText(long total) {
        this.total = total;
    }

    /** Adds a number; 0 is not mentioned. */
    TenantCountText with(long number, String what) {
        if (number > 0) {
            parts.add(number(number) + " " + what);
        }
        return this;
    }

    static String of(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public String toString() {
        return of(total, "tenant") + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }
}
