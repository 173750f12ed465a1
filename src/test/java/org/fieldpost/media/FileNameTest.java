package org.fieldpost.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileNameTest {
    private static final String TABLE =
            """
            photo.jpg               | photo.jpg
            ../../etc/passwd        | passwd
            C:\\Windows\\x.jpg      | x.jpg
            C:x.jpg                 | Cx.jpg
            /                       | file
            ..                      | file
            .hidden                 | hidden
            a?b*c"d<e>f|g.jpg       | abcdefg.jpg
            con                     | _con
            NUL.txt                 | _NUL.txt
            lpt1.jpg                | _lpt1.jpg
            console.jpg             | console.jpg
            trailing dots...        | trailing dots
            صورة البئر.jpg          | صورة البئر.jpg
            Forêt n° 7.jpg          | Forêt n° 7.jpg
            """;

    @Test
    void names_from_files_become_names_and_never_paths() {
        TABLE.lines()
                .map(line -> line.split(" +\\| ", 2))
                .forEach(row -> assertEquals(row[1], FileName.of(row[0].strip()).text(), row[0]));
        assertEquals("file", FileName.of("").text());
        assertEquals("ab.jpg", FileName.of("a\0b.jpg").text());
        assertEquals("photogpj.exe", FileName.of("photo\u202egpj.exe").text());
    }

    @Test
    void a_long_name_keeps_its_ending() {
        var name = FileName.of("x".repeat(500) + ".jpeg").text();
        assertEquals(120, name.length());
        assertTrue(name.endsWith("x.jpeg"));
        var smiling = FileName.of("\uD83D\uDE00".repeat(200)).text();
        assertFalse(Character.isHighSurrogate(smiling.charAt(smiling.length() - 1)));
    }

    @Test
    void any_text_becomes_one_element_below_a_folder() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var given = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                var pieces =
                        new String[] {"..", "/", "\\", "\0", ":", ".", " ", "con", "a", "\u202e"};
                given.append(
                        random.nextInt(4) == 0
                                ? String.valueOf((char) random.nextInt(0x10000))
                                : pieces[random.nextInt(pieces.length)]);
            }
            var name = FileName.of(given.toString()).text();
            var folder = Path.of("export");
            assertEquals(folder, folder.resolve(name).normalize().getParent(), "seed " + seed);
            assertEquals(name, FileName.of(name).text(), "seed " + seed);
        }
    }
}
