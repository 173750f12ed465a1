package org.fieldpost.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Navigation that notes where it was sent, for tests of single screens. */
public final class RoomsForTests implements Navigation {
    private final Set<String> rooms;
    private final List<String> visits = new ArrayList<>();
    private final ReadOnlyStringWrapper current = new ReadOnlyStringWrapper("");

    public RoomsForTests(String... rooms) {
        this.rooms = Set.of(rooms);
    }

    /** "id argument" of each visit. */
    public List<String> visits() {
        return visits;
    }

    @Override
    public void navigate(String id, @Nullable Object argument) {
        current.set(id);
        visits.add(argument == null ? id : id + " " + argument);
    }

    @Override
    public void remember(String id, Object argument) {}

    @Override
    public void back() {
        visits.add("back");
    }

    @Override
    public boolean offers(String id) {
        return rooms.contains(id);
    }

    @Override
    public ReadOnlyStringProperty currentProperty() {
        return current.getReadOnlyProperty();
    }
}
