package org.fieldpost.ui.shell.sample;

/** Where the sample screens' words are. */
public final class SampleHome {
    private SampleHome() {}
}
