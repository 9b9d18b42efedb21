package dev.migration.plan;

/**
 * What an upgrade does about each contradiction between the database and the scripts.
 *
 * @param diverged revisions are pending, and others are applied that have no script
 * @param edited the upgrade section of an applied revision is not what was run
 * @param spliced a pending revision was put below an applied one
 */
public record Policies(Policy diverged, Policy edited, Policy spliced) {

    /** Each is refused. */
    public static final Policies REFUSE = new Policies(Policy.REFUSE, Policy.REFUSE, Policy.REFUSE);

    public Policies onDiverged(Policy policy) {
        return new Policies(policy, edited, spliced);
    }

    public Policies onEdited(Policy policy) {
        return new Policies(diverged, policy, spliced);
    }

    public Policies onSpliced(Policy policy) {
        return new Policies(diverged, edited, policy);
    }
}
