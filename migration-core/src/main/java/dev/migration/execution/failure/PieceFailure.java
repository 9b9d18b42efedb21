package dev.migration.execution.failure;

/** A revision that runs in pieces stopped in one of them. */
public final class PieceFailure extends Exception {

    private final int done;

    /** @param done how many pieces are done, and stay */
    public PieceFailure(int done, Throwable cause) {
        super(cause);
        this.done = done;
    }

    public int done() {
        return done;
    }
}
