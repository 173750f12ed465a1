package org.fieldpost.capture;

import org.fieldpost.store.Profile;

/** What all sessions of a profile share. */
record CaptureRoom(
        Profile profile,
        CaptureTools tools,
        PhotoIntake photos,
        Finishing finishing,
        OpenDrafts open) {}
