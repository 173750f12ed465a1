package org.fieldpost.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The forms that come with the program: {@code forms/index.json} names them. */
public final class BundledForms {
    private final ClassLoader resources;

    public BundledForms(ClassLoader resources) {
        this.resources = resources;
    }

    /** Codes, in the index's order. */
    public List<String> codes() {
        throw new UnsupportedOperationException("lands within the hour " + resources);
    }

    /** The form of this code; IllegalArgumentException if there is none, IllegalStateException if it is broken. */
    public FormDocument form(String code) {
        throw new UnsupportedOperationException("lands within the hour " + code);
    }

    /** The form's choice lists. */
    public ChoiceLists lists(String code) {
        throw new UnsupportedOperationException("lands within the hour " + code);
    }

    /** Sample submissions: file name without {@code .json} -> data. */
    public Map<String, ObjectNode> samples(String code) {
        throw new UnsupportedOperationException("lands within the hour " + code);
    }

    /** The bytes of a file in the form's sample folder ("photo.jpg"). */
    public byte[] sampleFile(String code, String name) {
        throw new UnsupportedOperationException("lands within the hour " + code + name);
    }
}
