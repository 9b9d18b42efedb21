// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The user and the password that a JDBC URL can contain. The driver prefers them to the user and password it is called with. */
final class UrlLogin {

    static final String USER = "user";
    static final String PASSWORD = "password";

    private UrlLogin() {}

    /** Returns the URL without user and password. */
    static @Nullable String removedFrom(@Nullable String url) {
        if (url == null || url.indexOf('?') < 0) {
            return url;
        }
        String address = url.substring(0, url.indexOf('?'));
        String others = Arrays.stream(url.substring(url.indexOf('?') + 1).split("&"))
                .filter(parameter -> {
                    String name = parameter.split("=", 2)[0];
                    return !name.equals(USER) && !name.equals(PASSWORD);
                })
                .collect(Collectors.joining("&"));
        return others.isEmpty() ? address : address + "?" + others;
    }

    /** Whether the URL has an at sign where its hosts are. */
    static boolean isBeforeHost(String url) {
        String address = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
        return address.indexOf('@') >= 0;
    }

    /** Returns the URL for a text that people read: parameters and a login before the host can contain a password. */
    static @Nullable String withoutParameters(@Nullable String url) {
        if (url == null) {
            return null;
        }
        String shown = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
        return shown.replaceFirst("//.*@", "//");
    }
}
