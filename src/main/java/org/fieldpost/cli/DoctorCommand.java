package org.fieldpost.cli;

import java.util.concurrent.Callable;
import org.fieldpost.kernel.Problem;
import org.fieldpost.store.ProfileProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fieldpost doctor}: looks at all of a profile, says what is wrong and how to mend it; changes nothing. */
@Command(
        name = "doctor",
        description =
                "Read all of a profile, say what is wrong and what to do; changes nothing. Close the window first.")
final class DoctorCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();
    @Mixin private Output output = new Output();

    DoctorCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        var choice = profile.choice(false);
        try {
            var found = programs.examine(choice);
            output.print(found.tree(), found.words());
            return found.isHealthy() ? 0 : 1;
        } catch (Problem e) {
            if (e instanceof ProfileProblem p && isNoDamage(p.kind())) {
                throw e;
            }
            throw new CommandFailed(
                    """
                    %s %s (%s)
                    The profile could not be opened, so nothing in it was looked at or changed. Before anything else, \
                    copy the whole folder %s to a safe place: what was saved is in it. Then, if the above does not \
                    help, ask whoever runs the hub, with the code."""
                            .formatted(e.getMessage(), e.remedy(), e.code(), choice.folder()),
                    e);
        }
    }

    /** Another window has it, or it is no profile: there is nothing to be rescued. */
    private static boolean isNoDamage(ProfileProblem.Kind kind) {
        return switch (kind) {
            case IN_USE, EXISTS -> true;
            case NOT_A_PROFILE, NOT_WRITABLE, NEWER_THAN_PROGRAM -> false;
        };
    }
}
