package org.fieldpost.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fieldpost.kernel.Background;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Search everything: screens and actions at once, forms and submissions as they are found. The newest query wins. */
public final class PaletteViewModel {
    private static final System.Logger LOG = System.getLogger(PaletteViewModel.class.getName());
    private static final int HITS_PER_SOURCE = 6;

    /** A line of the list. */
    public sealed interface Row {}

    /** What the lines below are. */
    public record Heading(String text) implements Row {}

    /** Something to choose. */
    public record Choice(Feather icon, String title, String detail, Runnable choose)
            implements Row {}

    private final List<Choice> places;
    private final String placesHeading;
    private final List<SearchSource> sources;
    private final Locale locale;
    private final Background background;
    private final Navigation navigation;
    private final StringProperty query = new SimpleStringProperty("");
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private int newest;
    private boolean current = true;

    /**
     * @param places screens and actions, offered at once
     * @param placesHeading the words above them
     */
    public PaletteViewModel(
            List<Choice> places,
            String placesHeading,
            List<SearchSource> sources,
            Locale locale,
            Background background,
            Navigation navigation) {
        this.places = List.copyOf(places);
        this.placesHeading = placesHeading;
        this.sources = List.copyOf(sources);
        this.locale = locale;
        this.background = background;
        this.navigation = navigation;
        query.addListener((_, _, now) -> search(now.strip()));
        search("");
    }

    public StringProperty queryProperty() {
        return query;
    }

    public ObservableList<Row> rows() {
        return rows;
    }

    /** Whether sources are still being asked. */
    public ReadOnlyBooleanProperty searchingProperty() {
        return searching.getReadOnlyProperty();
    }

    /** The first line that can be chosen; null if there is none. */
    public @Nullable Choice firstChoice() {
        return rows.stream()
                .filter(Choice.class::isInstance)
                .map(Choice.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Whether the lines are those of what is typed now; else what comes of it is still being looked for. */
    boolean isCurrent() {
        return current || !searching.get();
    }

    private void search(String text) {
        int mine = ++newest;
        var matching = matching(text);
        if (text.isEmpty() || sources.isEmpty()) {
            searching.set(false);
            rows.setAll(matching);
            return;
        }
        searching.set(true);
        current = !matching.isEmpty();
        if (current) {
            rows.setAll(matching);
        }
        background.run(
                () -> found(text),
                found -> {
                    if (mine == newest) {
                        searching.set(false);
                        var all = new ArrayList<>(matching);
                        all.addAll(found);
                        rows.setAll(all);
                    }
                },
                problem -> {
                    LOG.log(System.Logger.Level.WARNING, "search failed", problem);
                    if (mine == newest) {
                        searching.set(false);
                        rows.setAll(matching);
                    }
                });
    }

    private List<Row> matching(String text) {
        var wanted = text.toLowerCase(locale);
        List<Row> found = new ArrayList<>();
        places.stream()
                .filter(place -> place.title().toLowerCase(locale).contains(wanted))
                .forEach(found::add);
        if (!found.isEmpty()) {
            found.addFirst(new Heading(placesHeading));
        }
        return found;
    }

    private List<Row> found(String text) {
        var all = new ArrayList<Row>();
        for (var source : sources) {
            var hits = source.find(text, HITS_PER_SOURCE);
            if (!hits.isEmpty()) {
                all.add(new Heading(source.heading(locale)));
                hits.forEach(
                        hit ->
                                all.add(
                                        new Choice(
                                                hit.icon(),
                                                hit.title(),
                                                hit.detail(),
                                                () ->
                                                        navigation.navigate(
                                                                hit.screen(), hit.argument()))));
            }
        }
        return all;
    }
}
