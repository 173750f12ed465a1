package org.fieldpost.sync;

import org.fieldpost.contract.EntityType;
import org.fieldpost.store.Mutation;

/** Where a change is made first (seed: save policies). */
public enum SavePolicy {
    /** Here, with a command in the outbox: field work. */
    LOCAL_FIRST,
    /** At the hub, then here, if the hub answers; else as LOCAL_FIRST: what others should not decide or make twice. */
    REMOTE_FIRST;

    /** The policy of a change: forms are published and conflicts decided at the hub if it answers. */
    public static SavePolicy of(Mutation mutation) {
        boolean form =
                mutation instanceof Mutation.SaveEntity save
                        && save.type() == EntityType.MOBILE_FORMS;
        return form || mutation instanceof Mutation.DecideConflict ? REMOTE_FIRST : LOCAL_FIRST;
    }
}
