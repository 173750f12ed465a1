package org.fieldpost.ui.shell;

import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.fieldpost.contract.Role;
import org.kordamp.ikonli.feather.Feather;

/**
 * A screen the window can show. Its name is the message {@code screen.<id>} in the words of {@code home}'s package.
 *
 * @param id short and stable: remembered between starts, named by links
 * @param home a class of the screen's package
 * @param badge how many things wait for this person there; 0 shows none
 * @param roles who may see it: anyone with one of these; empty = everyone
 * @param inNavigation listed on the left; otherwise it is only navigated to, and {@code under} is shown as chosen
 * @param under the id of the listed screen it belongs to (its own, for listed ones)
 */
public record Screen(
        String id,
        Class<?> home,
        Feather icon,
        ReadOnlyIntegerProperty badge,
        Set<Role> roles,
        boolean inNavigation,
        String under,
        ScreenFactory factory) {
    public Screen {
        roles = Set.copyOf(roles);
    }

    /** A screen of the navigation, for everyone, without a badge. */
    public static Screen listed(String id, Class<?> home, Feather icon, ScreenFactory factory) {
        return new Screen(id, home, icon, noBadge(), Set.of(), true, id, factory);
    }

    /** A screen reached from {@code under} only, such as a form being filled. */
    public static Screen inside(
            String under, String id, Class<?> home, Feather icon, ScreenFactory factory) {
        return new Screen(id, home, icon, noBadge(), Set.of(), false, under, factory);
    }

    /** This screen with a badge. */
    public Screen withBadge(ReadOnlyIntegerProperty waiting) {
        return new Screen(id, home, icon, waiting, roles, inNavigation, under, factory);
    }

    /** This screen for people with one of {@code roles} only. */
    public Screen onlyFor(Role... roles) {
        return new Screen(id, home, icon, badge, Set.of(roles), inNavigation, under, factory);
    }

    /** May a person with {@code held} see it? */
    public boolean allows(Set<Role> held) {
        return roles.isEmpty() || roles.stream().anyMatch(held::contains);
    }

    private static ReadOnlyIntegerProperty noBadge() {
        return new ReadOnlyIntegerWrapper(0).getReadOnlyProperty();
    }
}
