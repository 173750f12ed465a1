package org.fieldpost.ui.shell;

import java.util.EnumSet;
import java.util.Set;
import org.fieldpost.contract.Role;
import org.fieldpost.store.Enrolment;

/**
 * Who sits here.
 *
 * @param name empty while the laptop is not enrolled
 * @param organization empty while the laptop is not enrolled
 */
public record Person(String name, String organization, Set<Role> roles) {
    /** Nobody the hub knows yet: may fill forms, their work waits for an enrolment. */
    public static final Person NOT_ENROLLED = new Person("", "", Set.of());

    public Person {
        roles = Set.copyOf(roles);
    }

    /** The person of an enrolment; roles this program does not know are passed over. */
    public static Person of(Enrolment enrolment) {
        var roles = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) {
            if (enrolment.roles().contains(role.word())) {
                roles.add(role);
            }
        }
        return new Person(enrolment.userName(), enrolment.organizationName(), roles);
    }

    public boolean enrolled() {
        return !name.isEmpty();
    }

    /** One or two letters for the badge beside the name. */
    public String initials() {
        var initials = new StringBuilder();
        for (var word : name.strip().split("\\s+", -1)) {
            if (!word.isEmpty() && initials.codePointCount(0, initials.length()) < 2) {
                initials.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
            }
        }
        return initials.toString();
    }
}
