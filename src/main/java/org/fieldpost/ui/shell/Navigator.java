package org.fieldpost.ui.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Where the person is and was; which screens are there for them. */
final class Navigator implements Navigation {
    private static final int HISTORY_MAX = 50;

    /** A screen and what it was handed. */
    record Place(Screen screen, @Nullable Object argument) {}

    private final List<Screen> screens;
    private final ObservableValue<Person> person;
    private final Deque<Place> history = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Place> place;

    /** What the screen in front is to be handed the next time, if that is not what it was handed. */
    private @Nullable Object remembered;

    private final ReadOnlyStringWrapper current;

    /** Begins at {@code first} if it is offered, else at the first listed screen. */
    Navigator(List<Screen> screens, ObservableValue<Person> person, @Nullable String first) {
        this.screens = List.copyOf(screens);
        this.person = person;
        var begin = find(first == null ? "" : first).filter(Screen::inNavigation);
        place =
                new ReadOnlyObjectWrapper<>(
                        new Place(begin.orElseGet(() -> listed().getFirst()), null));
        current = new ReadOnlyStringWrapper(place.get().screen().id());
        place.addListener((_, _, now) -> current.set(now.screen().id()));
    }

    private Optional<Screen> find(String id) {
        return screens.stream()
                .filter(
                        screen ->
                                screen.id().equals(id) && screen.allows(person.getValue().roles()))
                .findFirst();
    }

    /** The screens of the navigation this person may see, in their order. */
    List<Screen> listed() {
        return screens.stream()
                .filter(screen -> screen.inNavigation() && screen.allows(person.getValue().roles()))
                .toList();
    }

    @Override
    public void navigate(String id, @Nullable Object argument) {
        var screen =
                find(id).orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no screen '"
                                                        + id
                                                        + "' for this person; ask offers() first"));
        var next = new Place(screen, argument);
        if (!next.equals(place())) {
            history.push(place());
            if (history.size() > HISTORY_MAX) {
                history.removeLast();
            }
            remembered = null;
            place.set(next);
        }
    }

    @Override
    public void remember(String id, Object argument) {
        var now = place.get();
        if (now.screen().id().equals(id)) {
            remembered = argument;
            return;
        }
        var again = new ArrayDeque<Place>(history.size());
        boolean found = false;
        for (var past : history) {
            boolean here = !found && past.screen().id().equals(id);
            again.add(here ? new Place(past.screen(), argument) : past);
            found |= here;
        }
        history.clear();
        history.addAll(again);
    }

    @Override
    public void back() {
        while (!history.isEmpty()) {
            var before = history.pop();
            if (offers(before.screen().id())) {
                remembered = null;
                place.set(before);
                return;
            }
        }
    }

    @Override
    public boolean offers(String id) {
        return find(id).isPresent();
    }

    @Override
    public ReadOnlyStringProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** Where the person is, as it is to be shown anew. */
    Place place() {
        var now = place.get();
        return remembered == null ? now : new Place(now.screen(), remembered);
    }

    /** Changes when the person goes somewhere. */
    ReadOnlyObjectProperty<Place> placeProperty() {
        return place.getReadOnlyProperty();
    }
}
