package org.fieldpost.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that is a row of the fault matrix in docs/FAULTS.md, which is written from these. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FaultRow {
    /** Which part of the matrix. */
    Area area();

    /** What was done. */
    String what();

    /** What must hold. */
    String holds();

    /** The parts of the matrix, in the document's order. */
    enum Area {
        LINK("The link between device and hub"),
        STRANGERS("Something else answers in the hub's place, or the hub is busy"),
        PROCESSES("Processes that die"),
        HUB("The hub loses, forgets or refuses"),
        PEOPLE("Two people, one record"),
        DISK("Disks"),
        CLOCK("Clocks");

        private final String title;

        Area(String title) {
            this.title = title;
        }

        /** A heading. */
        public String title() {
            return title;
        }
    }
}
