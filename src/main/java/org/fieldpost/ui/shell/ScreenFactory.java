package org.fieldpost.ui.shell;

/** Builds a screen, when it is first shown and again after the language changed. */
@FunctionalInterface
public interface ScreenFactory {
    ScreenPart open(Frame frame);
}
