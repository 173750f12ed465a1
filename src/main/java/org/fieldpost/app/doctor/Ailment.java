package org.fieldpost.app.doctor;

import static org.fieldpost.cli.Examination.Severity.FAULT;
import static org.fieldpost.cli.Examination.Severity.NOTE;
import static org.fieldpost.cli.Examination.Severity.WARNING;

import org.fieldpost.cli.Examination.Severity;

/** What may be wrong with a profile: what it is, what it means for a person's data, what to do. */
enum Ailment {
    NOT_FINISHED(
            FAULT,
            "FP-3600",
            "Checks that could not be finished",
            "What they would have found is not known; nothing was changed.",
            Words.COPY_AND_ASK),
    REBUILT(
            WARNING,
            "FP-3601",
            "The database was damaged and has just been made anew from the journal",
            "Nothing unsent was lost; the rest comes from the hub. The damaged database is kept.",
            "Choose Sync now when the hub is in reach."),
    RECOVERED(
            NOTE,
            "FP-3602",
            "Saved work that the database did not have yet, taken from the journal",
            "The last session ended abruptly; nothing is missing.",
            "Nothing to do."),
    TABLE_UNREADABLE(
            FAULT,
            "FP-3603",
            "Tables that cannot be read to their end",
            "What lies behind the place is not seen. Unsent work is in the journal too, the rest at the hub.",
            Words.COPY_AND_ASK),
    ROW_UNREADABLE(
            FAULT,
            "FP-3604",
            "Rows that cannot be read",
            "They are neither shown nor sent. If the hub has them, nothing is lost; unsent ones are in the journal.",
            Words.COPY_AND_ASK),
    ROW_CHANGED(
            FAULT,
            "FP-3605",
            "Records that were changed on the disk from outside",
            "They are neither shown nor sent. If the hub has them, nothing is lost; unsent ones are in the journal.",
            Words.COPY_AND_ASK),
    JOURNAL_DAMAGED(
            FAULT,
            "FP-3611",
            "Parts of the journal that cannot be read",
            "The database still has what they said, unless it is damaged as well. They are kept.",
            Words.COPY_AND_ASK),
    JOURNAL_KEPT_ASIDE(
            WARNING,
            "FP-3612",
            "Parts of the journal that could not be read once and are kept beside it",
            "All that could be read of them is in the database.",
            "If work is missing, " + Words.COPY_AND_ASK_THEN),
    NOT_APPLIED(
            WARNING,
            "FP-3613",
            "Records of the journal that could not be put into the database",
            "What they say is not shown or sent, but it is kept, whole.",
            Words.COPY_AND_ASK),
    JOURNAL_SHORTER(
            WARNING,
            "FP-3614",
            "The journal had less than the database",
            "Files of the journal were taken away. The database has all they said, but until it is sent it is on"
                    + " this disk once only.",
            "Choose Sync now when the hub is in reach, so that nothing unsent depends on this disk."),
    POSITION_DIFFERS(
            FAULT,
            "FP-3615",
            "The database is not where the journal ends",
            "What was saved last may be missing from the screens; it is in the journal.",
            Words.COPY_AND_ASK),
    APPEND_CUT_SHORT(
            NOTE,
            "FP-3616",
            "Saves that were cut short, by a crash or a power cut, before they were acknowledged",
            "The screen had not said that they were saved; their bytes are kept beside the journal.",
            "Nothing to do."),
    PHOTO_GONE(
            FAULT,
            "FP-3621",
            "Photos whose file is gone, and which the hub does not have",
            "The record says there is a photo, but its bytes are not here.",
            "Look for the picture on the camera or the card and attach it again; if somebody moved the file, put it"
                    + " back into the folder media."),
    PHOTO_GONE_HERE(
            WARNING,
            "FP-3622",
            "Photos whose file is not here, while the hub has it",
            "Nothing is lost.",
            "Choose Sync now when the hub is in reach: it fetches them."),
    PHOTO_DAMAGED(
            FAULT,
            "FP-3623",
            "Photos whose file is damaged, and which the hub does not have",
            "They cannot be shown or sent as they are.",
            "Copy the profile's folder to a safe place, then look for the picture on the camera or the card and"
                    + " attach it again."),
    PHOTO_DAMAGED_HERE(
            FAULT,
            "FP-3624",
            "Photos whose file is damaged, while the hub has it whole",
            "Nothing is lost, but this laptop cannot show them.",
            "Copy the profile's folder to a safe place; then move the named files out of the folder media (the first"
                    + " two characters are a folder) and choose Sync now: they are fetched again."),
    PHOTO_UNUSED(
            NOTE,
            "FP-3625",
            "Files in the folder media that no photo and no form refers to any more",
            "They take room and nothing else.",
            "Nothing to do: the window removes them by itself after a while."),
    COUNTS_DIFFER(
            FAULT,
            "FP-3631",
            "What was to be sent, what was sent and what waits do not add up",
            "Something that was to be sent may have left the queue without being sent.",
            Words.COPY_AND_ASK),
    COMMAND_WITHOUT_ROW(
            FAULT,
            "FP-3632",
            "Changes that wait to be sent for records that are not here",
            "They can still be sent, as the queue has what they say; here the records cannot be seen.",
            "Copy the profile's folder to a safe place, then choose Sync now; if they are still missing after that,"
                    + " ask whoever runs the hub."),
    COMMAND_WITHOUT_PAYLOAD(
            FAULT,
            "FP-3633",
            "Changes that wait to be sent and whose content is gone",
            "They will not be sent. If the records themselves are here they can be read and changed.",
            Words.COPY_AND_ASK),
    DEAD_LETTERS(
            WARNING,
            "FP-3634",
            "Changes that the hub refused or that were tried too often",
            "They are kept on this laptop only.",
            "Open the screen Sync, look at the reason of each, then mend it and choose Send again."),
    CONFLICTS_OPEN(
            NOTE,
            "FP-3635",
            "Changes that wait for the decision of a conflict",
            "Both versions are kept.",
            "A supervisor decides them on the screen Conflicts."),
    TEMPORARY_ID_LEFT(
            FAULT,
            "FP-3641",
            "Temporary ids that are left where the hub's id should stand",
            "What refers to them may not find its record, here or at the hub.",
            Words.COPY_AND_ASK),
    WAITS_FOR_NO_ID(
            FAULT,
            "FP-3642",
            "Temporary ids that wait for the hub's id although nothing is left to be sent for it",
            "Links kept elsewhere by the temporary id do not find their record.",
            Words.COPY_AND_ASK),
    REFERENCE_LOOSE(
            FAULT,
            "FP-3643",
            "Records that belong to a form, a device or a record that is not here",
            "They are here and kept, but may not be shown where they belong.",
            "Copy the profile's folder to a safe place, then choose Sync now; if it stays so, ask whoever runs the"
                    + " hub."),
    REFERENCE_NOT_HERE_YET(
            NOTE,
            "FP-3644",
            "Records that belong to what the first sync has yet to bring",
            "Nothing is lost.",
            "Choose Sync now when the hub is in reach."),
    ANSWER_LOOSE(
            NOTE,
            "FP-3645",
            "References to records that are not here",
            "They were deleted, or belong to others. What refers to them is whole.",
            "Nothing to do; choose Sync now if they should be here."),
    DISK_FULL(
            WARNING,
            "FP-3651",
            "There is little room left on the disk of this profile",
            "What was saved is safe, but no new form can be begun.",
            "Free some room on this disk, or choose Sync now and ask whoever looks after this laptop."),
    CLOCK_WRONG(
            WARNING,
            "FP-3652",
            "The clock of this laptop is wrong",
            "Times in records are wrong by as much; nothing is lost.",
            "Set date and time of this computer, then choose Sync now.");

    private final Severity severity;
    private final String code;
    private final String what;
    private final String meaning;
    private final String remedy;

    Ailment(Severity severity, String code, String what, String meaning, String remedy) {
        this.severity = severity;
        this.code = code;
        this.what = what;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    Severity severity() {
        return severity;
    }

    String code() {
        return code;
    }

    String what() {
        return what;
    }

    String meaning() {
        return meaning;
    }

    String remedy() {
        return remedy;
    }

    /** Said of more than one. */
    private static final class Words {
        static final String COPY_AND_ASK_THEN =
                "copy the profile's folder to a safe place before anything else, then ask whoever runs the hub, with"
                        + " this list.";
        static final String COPY_AND_ASK =
                "Copy the profile's folder to a safe place before anything else, then ask whoever runs the hub, with"
                        + " this list.";

        private Words() {}
    }
}
