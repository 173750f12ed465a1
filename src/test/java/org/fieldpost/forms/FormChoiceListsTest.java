package org.fieldpost.forms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormChoiceListsTest {
    @Test
    void every_list_has_unique_codes_and_a_label_in_each_language() {
        for (var form : FormFolder.all()) {
            for (var name : names(form)) {
                form.list(name)
                        .forEach(
                                (code, row) -> {
                                    assertTrue(code.matches("[A-Za-z0-9_]+"), code);
                                    for (var column : List.of("label", "label::fr", "label::ar")) {
                                        assertFalse(row.get(column).isBlank(), name + " " + code);
                                    }
                                });
            }
        }
    }

    @Test
    void the_columns_a_form_declares_are_in_the_file() {
        for (var form : FormFolder.all()) {
            for (var name : names(form)) {
                var row = form.list(name).values().iterator().next();
                form.document()
                        .at("/choices/" + name + "/columns")
                        .forEach(column -> assertTrue(row.isMapped(column.asText()), name));
            }
        }
    }

    @Test
    void each_district_has_its_region_and_each_village_its_district_and_a_place() {
        var form = FormFolder.of("water_point");
        var regions = form.list("regions");
        var districts = form.list("districts");
        var villages = form.list("villages");
        assertEquals(6, regions.size());
        assertEquals(24, districts.size());
        assertTrue(villages.size() > 400, villages.size() + " villages");
        districts.values().forEach(d -> assertTrue(regions.containsKey(d.get("region"))));
        var filled = new HashSet<String>();
        var names = new HashSet<String>();
        villages.forEach(
                (code, row) -> {
                    filled.add(row.get("district"));
                    assertTrue(names.add(row.get("district") + row.get("label")), code);
                    double latitude = Double.parseDouble(row.get("latitude"));
                    double longitude = Double.parseDouble(row.get("longitude"));
                    assertTrue(latitude > 12.6 && latitude < 16.1, code);
                    assertTrue(longitude > -16.9 && longitude < -12.3, code);
                });
        assertEquals(districts.keySet(), filled);
    }

    @Test
    void forms_that_share_a_list_have_the_same_file() throws Exception {
        var first = FormFolder.of("water_point");
        for (var form : FormFolder.all()) {
            for (var name : List.of("regions", "districts", "villages")) {
                var file = form.folder().resolve(name + ".csv");
                if (Files.exists(file)) {
                    var same = first.folder().resolve(name + ".csv");
                    assertArrayEquals(Files.readAllBytes(same), Files.readAllBytes(file));
                }
            }
        }
    }

    @Test
    void there_are_more_than_2000_species_each_a_genus_and_an_epithet() {
        var species = FormFolder.of("tree_inventory").list("species");
        var names = new HashSet<String>();
        assertTrue(species.size() > 2000, species.size() + " species");
        species.forEach(
                (code, row) -> {
                    if (code.equals("UNKNOWN")) {
                        return;
                    }
                    var name = row.get("scientific");
                    assertTrue(name.matches("[A-Z][a-z]+ [a-z]+(-[a-z]+)*"), name);
                    assertTrue(names.add(name), name);
                    assertTrue(name.startsWith(row.get("genus") + " "), name);
                    assertTrue(row.get("family").endsWith("ceae"), name);
                    assertTrue(row.get("label").startsWith(name + " ("), name);
                });
    }

    private static List<String> names(FormFolder form) {
        return form.document().path("choices").properties().stream()
                .map(entry -> entry.getKey())
                .toList();
    }
}
