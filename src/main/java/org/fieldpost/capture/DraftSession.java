package org.fieldpost.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.FormSession;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.store.Draft;
import org.fieldpost.submission.MediaId;
import org.fieldpost.submission.SubmissionMedia;

/**
 * A draft being filled. One thread (the screen's) owns the form and calls {@link #changed} after each edit; saving happens
 * elsewhere, coalesced. Photos and finishing block on the disk: call them through Background.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class DraftSession implements AutoCloseable {
    private DraftSession() {}

    /** The draft's own id. */
    public UUID id() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The draft as last handed over for saving. */
    public Draft draft() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The form being filled. */
    public FormSession form() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Tells that an answer changed; returns at once, the draft is saved soon. Called by the form's owner. */
    public void changed() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /**
     * What the person says about answers beside giving them: {@code {"notes": {path: text}, "kept": {path: reason}}};
     * kept with the draft and, in its metadata, with the submission. The caller's own copy.
     */
    public ObjectNode remarks() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Replaces {@link #remarks}; saved soon, as after {@link #changed}. Called by the form's owner. */
    public void remark(ObjectNode remarks) {
        throw new UnsupportedOperationException("lands within the hour " + remarks);
    }

    /** How safe the draft is now. */
    public SaveState saveState() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Hears of every change of {@link #saveState}, on the saver's thread. */
    public Listeners.Subscription listen(Consumer<? super SaveState> listener) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Blocks until everything changed so far is saved, or could not be. */
    public SaveState flush() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Attaches a photo from a file; then set the answer to {@code media.reference()} and call {@link #changed}. */
    public AttachResult attach(AnswerPath question, Path file) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Attaches a photo from a stream (camera, clipboard). */
    public AttachResult attach(AnswerPath question, String filename, InputStream bytes) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Takes a photo off; the answer that names it is the caller's to change. */
    public void remove(MediaId media) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Photos attached. */
    public List<SubmissionMedia> media() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Validates everything and makes a submission of it. The form must not change meanwhile. */
    public FinaliseResult finalise() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Throws the draft away. */
    public void discard() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Saves what is unsaved and lets go; the draft stays. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
