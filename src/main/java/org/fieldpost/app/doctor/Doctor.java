package org.fieldpost.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.fieldpost.cli.Examination;
import org.fieldpost.cli.Examination.Check;
import org.fieldpost.cli.Examination.Finding;
import org.fieldpost.media.FreeSpace;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.Profile;

/** Looks at all of an open profile, piece by piece, and tells what is wrong; changes nothing and asks no hub. */
public final class Doctor {
    private static final System.Logger LOG = System.getLogger(Doctor.class.getName());

    /** Of a question to the database, no more answers than these are taken. */
    static final int FOUND_MAX = 1_000;

    private final Profile profile;
    private final FreeSpace space;
    private final List<Check> checks = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * A doctor for one examination.
     *
     * @param space what the program needs of the profile's disk
     */
    public Doctor(Profile profile, FreeSpace space) {
        this.profile = profile;
        this.space = space;
    }

    /** Looks at everything once. */
    public Examination examine() {
        var media = MediaFolder.asItIs(profile.mediaFolder(), profile.vault().seal("media"));
        var machine = new MachineCheck(profile, space);
        check("database", new TableCheck(profile)::look);
        check("journal", new JournalCheck(profile)::look);
        check("photos", new PhotoCheck(profile, media)::look);
        check("outbox", new OutboxCheck(profile)::look);
        check("identity", new IdentityCheck(profile)::look);
        check("references", new ReferenceCheck(profile)::look);
        check("disk", machine::disk);
        check("clock", machine::clock);
        return new Examination(checks, findings);
    }

    private void check(String name, Function<Chart, String> look) {
        var chart = new Chart();
        String said;
        try {
            said = look.apply(chart);
        } catch (RuntimeException e) {
            // The others may still tell something. What it says may quote an answer: it is not
            // shown.
            LOG.log(System.Logger.Level.DEBUG, "the check of " + name + " did not finish", e);
            chart.note(Ailment.NOT_FINISHED, name + ": " + e.getClass().getSimpleName());
            said = "the check of " + name + " could not be finished";
        }
        checks.add(new Check(name, chart.worst(), said));
        findings.addAll(chart.findings());
    }
}
