package dev.migration.execution;

/** Behind a pooler, another instance was quicker, or is at it: look again and do what is left. */
final class ContendedException extends Exception {

    private final String holder;

    ContendedException(String holder, Exception cause) {
        super(cause);
        this.holder = holder;
    }

    String holder() {
        return holder;
    }
}
