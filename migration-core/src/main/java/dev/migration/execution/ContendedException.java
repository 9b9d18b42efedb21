package dev.migration.execution;

/**
 * The session does not hold the lock, because a pooler shares it or a script gave the lock up, and another instance was quicker,
 * or is at it: look again and do what is left.
 */
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
