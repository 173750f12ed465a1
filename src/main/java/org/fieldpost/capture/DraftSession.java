package org.fieldpost.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.FormSession;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.Draft;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Profile;
import org.fieldpost.submission.MediaId;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.SubmissionMedia;
import org.jspecify.annotations.Nullable;

/**
 * A draft being filled. One thread (the screen's) owns the form and calls {@link #changed} after each edit; saving
 * happens elsewhere, coalesced. Photos and finishing block on the disk: call them through Background.
 */
public final class DraftSession implements AutoCloseable {
    private final Profile profile;
    private final CaptureTools tools;
    private final PhotoIntake photos;
    private final Finishing finishing;
    private final FormSession form;
    private final Locale locale;
    private final DraftSaver saver;
    private final Listeners.Subscription following;
    private final OpenDrafts open;
    private volatile Draft draft;

    /**
     * A session over {@code draft}.
     *
     * @param stored whether the draft is in the store already
     */
    DraftSession(CaptureRoom room, FormSession form, Draft draft, boolean stored) {
        this.profile = room.profile();
        this.tools = room.tools();
        this.photos = room.photos();
        this.finishing = room.finishing();
        this.form = form;
        this.locale = form.environment().locale();
        this.draft = draft;
        this.open = room.open();
        saver = new DraftSaver(tools.saving(), this::save, stored ? draft.savedAt() : null);
        following = profile.events().listen(this::follow);
    }

    /** The draft's own id. */
    public UUID id() {
        return draft.id();
    }

    /** The draft as last handed over for saving. */
    public Draft draft() {
        return draft;
    }

    /** The form being filled. */
    public FormSession form() {
        return form;
    }

    /** Tells that an answer changed; returns at once, the draft is saved soon. Called by the form's owner. */
    public void changed() {
        handOver(draft.remarks());
    }

    /**
     * What the person says about answers beside giving them: {@code {"notes": {path: text}, "kept": {path: reason}}};
     * kept with the draft and, in its metadata, with the submission. The caller's own copy.
     */
    public ObjectNode remarks() {
        return draft.remarks().deepCopy();
    }

    /** Replaces {@link #remarks}; saved soon, as after {@link #changed}. Called by the form's owner. */
    public void remark(ObjectNode remarks) {
        handOver(remarks.deepCopy());
    }

    private synchronized void handOver(ObjectNode remarks) {
        draft = draft.with(form.data(), remarks, form.summary(locale), now());
        saver.submit(draft);
    }

    private Instant now() {
        return tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant save(Draft latest) {
        var now = now();
        profile.writes().commit(saving(latest, now));
        return now;
    }

    private Mutation saving(Draft latest, Instant now) {
        return new Mutation.SaveDraft(
                tools.ids().next(),
                now,
                latest.with(latest.data(), latest.remarks(), latest.summary(), now));
    }

    /** A submission this draft is about got the hub's id: what is typed stays as it is. */
    private void follow(List<ChangeEvent> events) {
        for (var event : events) {
            if (event instanceof ChangeEvent.IdChanged changed
                    && changed.type() == EntityType.SUBMISSIONS) {
                follow(changed);
            }
        }
    }

    private synchronized void follow(ChangeEvent.IdChanged changed) {
        draft = draft.about(follow(draft.basedOn(), changed), follow(draft.parent(), changed));
    }

    private static @Nullable SubmissionId follow(
            @Nullable SubmissionId id, ChangeEvent.IdChanged changed) {
        return id != null && id.value().equals(changed.clientId())
                ? new SubmissionId(changed.serverId())
                : id;
    }

    /** How safe the draft is now. */
    public SaveState saveState() {
        return saver.state();
    }

    /** Hears that {@link #saveState} changed, on whatever thread changed it; the newest is to be asked for. */
    public Listeners.Subscription listen(Runnable changed) {
        return saver.listen(changed);
    }

    /** Blocks until everything changed so far is saved, or could not be. */
    public SaveState flush() {
        return saver.flush();
    }

    /** Attaches a photo from a file; then set the answer to {@code media.reference()} and call {@link #changed}. */
    public AttachResult attach(AnswerPath question, Path file) {
        return photos.attach(id(), question, file);
    }

    /** Attaches a photo from a stream (camera, clipboard). */
    public AttachResult attach(AnswerPath question, String filename, InputStream bytes) {
        return photos.attach(id(), question, filename, bytes);
    }

    /** Takes a photo off; the answer that names it is the caller's to change. */
    public void remove(MediaId media) {
        profile.writes()
                .commit(new Mutation.RemoveMedia(tools.ids().next(), now(), id(), media.value()));
    }

    /** Photos attached, those of the submission this draft edits first. */
    public List<SubmissionMedia> media() {
        return finishing.media(draft);
    }

    /** Validates everything and makes a submission of it. The form must not change meanwhile. */
    public FinaliseResult finalise() {
        saver.end();
        Draft last;
        synchronized (this) {
            last = draft.with(form.data(), draft.remarks(), form.summary(locale), now());
            draft = last;
        }
        var first = saver.isStored() ? null : saving(last, now());
        FinaliseResult result;
        try {
            result = finishing.finish(form, last, first);
        } catch (RuntimeException e) {
            saver.resume();
            throw e;
        }
        if (result instanceof FinaliseResult.Finalised) {
            letGo();
        } else {
            saver.resume();
        }
        return result;
    }

    /** Throws the draft away. */
    public void discard() {
        saver.end();
        profile.writes().commit(new Mutation.DiscardDraft(tools.ids().next(), now(), id()));
        letGo();
    }

    private void letGo() {
        following.close();
        open.left(id());
    }

    /** {@link #close} comes next, elsewhere: whoever opens a draft from now on waits for it. Does not block. */
    public void leave() {
        open.leave(id());
    }

    /** Saves what is unsaved and lets go; the draft stays. */
    @Override
    public void close() {
        try {
            saver.flush();
            saver.end();
        } finally {
            letGo();
        }
    }
}
