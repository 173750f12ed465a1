package org.fieldpost.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link ChoiceLists} keeps. */
public abstract class ChoiceListsContract {
    private static final Locale EN = Locale.ENGLISH;

    /** Lists with these choices. */
    protected abstract ChoiceLists lists(Map<String, List<Choice>> choices);

    private static Choice choice(String code, String label, String french, String region) {
        return new Choice(
                TextNode.valueOf(code),
                new LocalText(Map.of("fr", french), label),
                Map.of("region", region));
    }

    private ChoiceLists towns() {
        return lists(
                Map.of(
                        "towns",
                        List.of(
                                choice("t1", "New Port", "Port-Neuf", "n"),
                                choice("t2", "Portage", "Portage", "s"),
                                choice("t3", "Airport", "Aéroport", "n"),
                                choice("t4", "École", "École", "n"),
                                choice("port9", "Zed", "Zed", "s"))));
    }

    private static List<String> codes(List<Choice> choices) {
        return choices.stream().map(Choice::code).toList();
    }

    private List<String> search(String text, int limit) {
        return codes(towns().search("towns", ChoiceQuery.text(text, EN, limit)));
    }

    @Test
    void beginnings_come_before_words_and_words_before_the_middle() {
        assertThat(search("port", 10)).containsExactly("t2", "port9", "t1", "t3");
        assertThat(search("port", 3)).containsExactly("t2", "port9", "t1");
    }

    @Test
    void case_and_accents_do_not_matter() {
        assertThat(search("ECOLE", 10)).containsExactly("t4");
        assertThat(search(" éc", 10)).containsExactly("t4");
        assertThat(codes(towns().search("towns", ChoiceQuery.text("aero", Locale.FRENCH, 5))))
                .containsExactly("t3");
    }

    @Test
    void without_text_all_come_in_their_order_up_to_the_limit() {
        assertThat(search("", 3)).containsExactly("t1", "t2", "t3");
        assertThat(search("", 100)).hasSize(5);
    }

    @Test
    void columns_and_the_rest_of_a_filter_narrow_the_search() {
        var query = new ChoiceQuery("", Map.of("region", "n"), c -> !c.code().equals("t3"), EN, 10);
        assertThat(codes(towns().search("towns", query))).containsExactly("t1", "t4");
        assertThat(codes(towns().where("towns", "region", "s", 10))).containsExactly("t2", "port9");
        assertThat(codes(towns().where("towns", "region", "n", 2))).containsExactly("t1", "t3");
        assertThat(towns().where("towns", "nope", "n", 2)).isEmpty();
    }

    @Test
    void codes_are_found_and_labelled() {
        assertThat(towns().contains("towns", "t4")).isTrue();
        assertThat(towns().contains("towns", "T4")).isFalse();
        assertThat(towns().label("towns", "t1", Locale.FRENCH)).contains("Port-Neuf");
        assertThat(towns().label("towns", "t1", Locale.GERMAN)).contains("New Port");
        assertThat(towns().columns("towns")).containsExactly("region");
    }

    @Test
    void a_list_nobody_knows_is_empty() {
        var lists = towns();
        assertThat(lists.has("rivers")).isFalse();
        assertThat(lists.search("rivers", ChoiceQuery.text("", EN, 5))).isEmpty();
        assertThat(lists.find("rivers", "x")).isEmpty();
        assertThat(lists.where("rivers", "a", "b", 5)).isEmpty();
        assertThat(lists.columns("rivers")).isEmpty();
    }

    @Test
    void a_hundred_thousand_rows_are_searched_as_one_types() {
        var many = new ArrayList<Choice>();
        for (int i = 0; i < 100_000; i++) {
            many.add(choice("v" + i, "Village " + Integer.toString(i, 36), "V", "r" + i % 500));
        }
        var lists = lists(Map.of("villages", many));
        lists.search("villages", ChoiceQuery.text("warm", EN, 20));
        var looked = new AtomicInteger();
        Predicate<Choice> counting = c -> looked.incrementAndGet() > 0;
        for (int i = 0; i < 20; i++) {
            lists.search("villages", new ChoiceQuery("zz" + i, Map.of(), counting, EN, 20));
            var shown =
                    lists.search(
                            "villages",
                            new ChoiceQuery("vill", Map.of("region", "r7"), counting, EN, 20));
            assertThat(shown).hasSize(20);
        }
        assertThat(looked.get())
                .as("rows looked at for at most 800 shown")
                .isLessThanOrEqualTo(800);
    }
}
