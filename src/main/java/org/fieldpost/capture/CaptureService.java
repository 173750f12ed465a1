package org.fieldpost.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.store.Draft;
import org.fieldpost.store.FormEntry;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/** Starts, resumes and finishes drafts. All methods block on the disk: screens call them through Background. */
@SuppressWarnings("DoNotCallSuggester")
public final class CaptureService {
    private CaptureService() {}

    /** Forms that can be filled, newest version each. */
    public List<FormEntry> forms() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** A new draft of the newest version of a form. */
    public StartResult start(String formCode, @Nullable SubmissionId parent, Locale locale) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Goes on with a draft. */
    public StartResult resume(UUID draftId, Locale locale) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** A new draft that edits a finished submission (a rejected one, say), or the one begun before. */
    public StartResult edit(SubmissionId submission, Locale locale) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Drafts kept, last saved first; after a crash, what to offer. */
    public List<Draft> drafts() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Start, fill and finish without a screen. {@code photos}: by the answer's pointer. */
    public FinaliseResult submit(
            String formCode, ObjectNode data, Map<String, List<Path>> photos, Locale locale) {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
