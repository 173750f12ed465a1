package org.fieldpost.form;

/**
 * How far a section is.
 *
 * @param answered relevant questions with an answer
 * @param asked relevant questions that want an answer from a person
 * @param missing required answers not given yet
 * @param errors given answers that are wrong
 */
public record SectionProgress(
        Section section, State state, int answered, int asked, int missing, int errors) {
    /** How a section looks in the list of sections. */
    public enum State {
        UNTOUCHED,
        PART,
        OK,
        ERRORS
    }
}
