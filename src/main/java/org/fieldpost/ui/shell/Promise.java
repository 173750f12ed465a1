package org.fieldpost.ui.shell;

import org.fieldpost.store.DeliveryLedger.Light;
import org.fieldpost.sync.SyncStatus;
import org.jspecify.annotations.Nullable;

/** What the bar at the bottom may say: only what is true now. Decided here, put into words by {@link PromiseWords}. */
public sealed interface Promise {
    /** Not read yet. */
    record Unknown() implements Promise {}

    /** What was typed last could not be saved and is on the screen alone; {@code name} is what it is known by. */
    record NotSaved(String name) implements Promise {}

    /** There is no hub to send to; the work is on this laptop only. */
    record OnlyHere(Light light) implements Promise {}

    /** Something stands still until a person acts. */
    record NeedsPerson(long things, boolean paused, Light light) implements Promise {}

    /** Finished work is still on this laptop only; sync may be busy with it or wait for the hub. */
    record StillHere(Light light, SyncStatus sync) implements Promise {}

    /** All finished work is at the hub; drafts are only here. */
    record DraftsHere(Light light, SyncStatus sync) implements Promise {}

    /** Everything on this laptop is at the hub, byte for byte. */
    record Safe(Light light, SyncStatus sync) implements Promise {}

    /** The promise for a standing; null = not read yet. */
    static Promise of(@Nullable Standing standing) {
        if (standing == null) {
            return new Unknown();
        }
        var light = standing.light();
        var sync = standing.sync();
        if (!standing.enrolled()) {
            return new OnlyHere(light);
        }
        long things = light.needsPerson() + sync.waiting().quarantined();
        boolean paused = sync.state() == SyncStatus.State.PAUSED;
        if (things > 0 || paused) {
            return new NeedsPerson(things, paused, light);
        }
        if (!light.safe() || !sync.waiting().isEverythingSent()) {
            return new StillHere(light, sync);
        }
        return light.drafts() > 0 ? new DraftsHere(light, sync) : new Safe(light, sync);
    }
}
