package org.fieldpost.ui.capture;

import org.fieldpost.form.SectionProgress;

/**
 * A section in the tree on the left.
 *
 * @param state how it looks
 * @param words its state in words: "2 of 9", "complete", "1 error"
 */
record SectionLine(int index, String name, SectionProgress.State state, String words) {}
