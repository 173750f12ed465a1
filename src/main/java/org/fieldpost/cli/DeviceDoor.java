package org.fieldpost.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fieldpost.export.ExportRow;
import org.fieldpost.form.FormDocument;
import org.fieldpost.sync.SyncReport;

/** An open profile, as the commands need it. */
public interface DeviceDoor extends AutoCloseable {
    /**
     * Fills, validates and finalises one submission, exactly as the window would.
     *
     * @param formCode which form; its newest published version
     * @param data the answers; {@code media/<name>} refers to a photo by its name in {@code photos}
     * @param photos files by the name {@code data} uses
     */
    Submitted submit(String formCode, ObjectNode data, Map<String, Path> photos);

    /** Runs one sync, photos included, and returns when all has been tried. */
    SyncReport sync();

    /**
     * Outbox, dead letters, conflicts, what is not delivered, the clock, the last report.
     *
     * @param runs how many past runs are told in full; 0 for none
     */
    ObjectNode status(int runs);

    /**
     * Publishes a form with its choice lists for everybody at the hub; {@link CommandFailed} says why not.
     *
     * @param files the lists' bytes, by the name the document gives them
     * @return the form's id
     */
    String publish(FormDocument form, Map<String, byte[]> files);

    /** Codes of the forms this profile knows. */
    List<String> formCodes();

    /** The newest version of a form. */
    FormDocument form(String code);

    /** Calls {@code work} with the finalised submissions of a form, oldest first, read in pages. */
    <T> T submissions(String formCode, Function<Stream<ExportRow>, T> work);

    /**
     * Writes the bytes of a photo to {@code file}, checked against their hash.
     *
     * @param reference how the answers refer to it: {@code media/<id>}
     * @return whether they are on this laptop
     */
    boolean copyPhoto(String reference, Path file);

    @Override
    void close();

    /** What came of a submission: saved, or refused with the reasons. */
    sealed interface Submitted {
        /**
         * Saved and queued.
         *
         * @param id the id it has now; the hub may give it another
         * @param hiddenAnswers answers left out because their questions are not relevant
         */
        record Saved(String id, int hiddenAnswers) implements Submitted {}

        /**
         * Not saved.
         *
         * @param problems each "path: what is wrong"
         */
        record Refused(List<String> problems) implements Submitted {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }
}
