// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The content security policy of one answer: the browser may use the style and the script with the nonce, and request the page again.
 *
 * @param nonce 128 random bits in Base64, used for one answer only
 */
record PagePolicy(String nonce) {

    static PagePolicy next(SecureRandom random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return new PagePolicy(Base64.getEncoder().withoutPadding().encodeToString(bits));
    }

    /** The policy for the {@code meta} element of the page. */
    String inPage() {
        return "default-src 'none'; style-src 'nonce-" + nonce + "'; script-src 'nonce-" + nonce
                + "'; connect-src 'self'; base-uri 'none'; form-action 'none'";
    }

    /** The policy for the header, which also supports {@code frame-ancestors}. */
    String inHeader() {
        return inPage() + "; frame-ancestors 'none'";
    }
}
