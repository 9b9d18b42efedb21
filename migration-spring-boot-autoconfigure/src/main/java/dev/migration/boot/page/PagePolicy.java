package dev.migration.boot.page;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a browser may do with one answer: run and style what carries its nonce, and ask for the page again.
 *
 * @param nonce 128 random bits, for this answer only
 */
record PagePolicy(String nonce) {

    static PagePolicy next(SecureRandom random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return new PagePolicy(Base64.getEncoder().withoutPadding().encodeToString(bits));
    }

    /** As the page itself can say it. */
    String inPage() {
        return "default-src 'none'; style-src 'nonce-" + nonce + "'; script-src 'nonce-" + nonce
                + "'; connect-src 'self'; base-uri 'none'; form-action 'none'";
    }

    /** As a header says it, where more is understood. */
    String inHeader() {
        return inPage() + "; frame-ancestors 'none'";
    }
}
