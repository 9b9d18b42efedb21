package dev.migration.cli.setting;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of addresses (RFC 3986, 2.1); unlike that of forms, a plus sign is a plus sign. */
final class PercentText {

    private PercentText() {}

    /** A text with its {@code %40} and the like decoded; what is no such thing stays as it is. */
    static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int place = 0;
        while (place < text.length()) {
            int value = octet(text, place);
            if (value >= 0) {
                bytes.write(value);
                place += 3;
            } else {
                int next = text.offsetByCodePoints(place, 1);
                bytes.writeBytes(text.substring(place, next).getBytes(StandardCharsets.UTF_8));
                place = next;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A text as the driver's addresses have it. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static int octet(String text, int place) {
        if (text.charAt(place) != '%' || place + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(place + 1), 16);
        int low = Character.digit(text.charAt(place + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
