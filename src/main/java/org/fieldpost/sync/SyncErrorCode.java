package org.fieldpost.sync;

/** What can go wrong in a sync; screens look their words up by {@link #code}. */
public enum SyncErrorCode {
    NETWORK_ERROR("FP-2101", true, "Nothing to do: it is tried again by itself."),
    RATE_LIMITED("FP-2102", true, "Nothing to do: the hub asked to wait a little."),
    HUB_ERROR("FP-2103", true, "Nothing to do; tell whoever runs the hub if it goes on."),
    UNAUTHORIZED("FP-2104", false, "Enrol this laptop again; everything unsent is kept."),
    REFUSED("FP-2105", false, "Open the record, mend what the hub names, and send it again."),
    TOO_LARGE("FP-2106", false, "Take away some photos or rows, or ask for a higher limit."),
    RETRIES_EXHAUSTED("FP-2107", false, "Look at the reason, then choose Send again."),
    CONFLICT("FP-2108", false, "Decide the conflict."),
    BLOCKED(
            "FP-2109",
            true,
            "It follows the record it belongs to; look whether that one needs you."),
    FK_RESOLUTION_FAILED("FP-2110", true, "Nothing to do: it waits for what it refers to."),
    APPLY_FAILED("FP-2111", true, "Nothing to do: it is fetched again with the next sync."),
    QUARANTINED("FP-2112", false, "Update the program, then choose Try again."),
    INTEGRITY_VIOLATION("FP-2113", true, "Tell whoever runs the hub if it goes on."),
    INTEGRITY_UNKNOWN("FP-2114", true, "If it goes on, close Fieldpost and run fieldpost doctor."),
    CURSOR_BACKWARD("FP-2115", true, "Tell whoever runs the hub: it sent old news as new."),
    EPOCH_CHANGED("FP-2116", true, "Nothing to do: this laptop offers the hub what it lost."),
    HORIZON_PASSED("FP-2117", true, "Nothing to do: everything is fetched anew."),
    MEDIA_REFUSED("FP-2118", false, "Look at the photo; attach it again if it is damaged."),
    MEDIA_MISSING(
            "FP-2119",
            false,
            "Close Fieldpost and run fieldpost doctor: a photo's file is not there."),
    LEASE_REFUSED("FP-2120", true, "Nothing to do: the hub is busy, photos follow."),
    DECIDED_MEANWHILE("FP-2121", false, "Somebody else decided this conflict; look at it again."),
    LIST_MISSING("FP-2123", true, "Nothing to do: the form can be filled when its lists are here."),
    ID_UNRESOLVED("FP-2124", false, "Choose Send again; tell whoever runs the hub if it goes on."),
    SUSPENDED("FP-2125", true, "Ask whoever runs the hub to let this laptop in again."),
    UNTRUSTED(
            "FP-2126",
            true,
            "Check this computer's date, and whether the network wants a log-in; then tell whoever runs the hub."),
    UNSHOWN_CHANGE("FP-2127", false, "Send your own changes first, then decide again."),
    INTERNAL("FP-2199", true, "Tell support; nothing was lost.");

    private final String code;
    private final boolean retryable;
    private final String remedy;

    SyncErrorCode(String code, boolean retryable, String remedy) {
        this.code = code;
        this.retryable = retryable;
        this.remedy = remedy;
    }

    /** Short and searchable. */
    public String code() {
        return code;
    }

    public boolean retryable() {
        return retryable;
    }

    /** What a person can do. */
    public String remedy() {
        return remedy;
    }
}
