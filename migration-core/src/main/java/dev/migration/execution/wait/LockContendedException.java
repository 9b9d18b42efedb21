package dev.migration.execution.wait;

/**
 * The session does not hold the lock, because a pooler shares it or a script gave the lock up, and another instance was quicker,
 * or is at it: look again and do what is left.
 */
public final class LockContendedException extends Exception {

    private final String holder;

    public LockContendedException(String holder, Exception cause) {
        super(cause);
        this.holder = holder;
    }

    public String holder() {
        return holder;
    }
}
