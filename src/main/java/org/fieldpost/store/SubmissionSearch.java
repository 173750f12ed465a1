package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;

/**
 * {@code submission_words}: finds submissions by the beginnings of words in their summary and answers, without case
 * and accents. Writing a submission only marks it; {@link #catchUp} reads the marked ones, in slices.
 */
public final class SubmissionSearch {
    private static final int WORD_CHARS_MAX = 40;
    private static final int WORDS_MAX = 200;
    private static final int UUID_CHARS = 36;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** The words of {@code text} as they are kept and looked for. Pure. */
    static List<String> words(String text) {
        var folded =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT);
        return GAPS.splitAsStream(folded)
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, Math.min(word.length(), WORD_CHARS_MAX)))
                .toList();
    }

    /** Indexes up to {@code limit} submissions written since; how many. Zero means the index is complete. */
    public int catchUp(WriteTx tx, int limit) {
        var stale =
                tx.handle()
                        .createQuery(
                                """
                                SELECT local_key, summary, data FROM submissions WHERE words_stale
                                LIMIT :limit
                                """)
                        .bind("limit", limit)
                        .map(
                                (row, ctx) ->
                                        new Stale(
                                                row.getLong("local_key"),
                                                Sql.text(row, "summary"),
                                                Json.parse(Sql.text(row, "data"))))
                        .list();
        if (!stale.isEmpty()) {
            index(tx, stale);
        }
        return stale.size();
    }

    private record Stale(long key, String summary, JsonNode data) {}

    private static void index(WriteTx tx, List<Stale> stale) {
        var keys = stale.stream().map(Stale::key).toList();
        tx.handle()
                .createUpdate("DELETE FROM submission_words WHERE local_key IN (<keys>)")
                .bindList("keys", keys)
                .execute();
        try (var batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO submission_words (word, local_key)
                                VALUES (:word, :key)
                                """)) {
            for (var one : stale) {
                for (var word : wordsOf(one)) {
                    batch.bind("word", word).bind("key", one.key()).add();
                }
            }
            batch.execute();
        }
        tx.handle()
                .createUpdate(
                        "UPDATE submissions SET words_stale = FALSE WHERE local_key IN (<keys>)")
                .bindList("keys", keys)
                .execute();
    }

    private static List<String> wordsOf(Stale stale) {
        var words = new LinkedHashSet<>(words(stale.summary()));
        collect(stale.data(), words);
        return words.stream().limit(WORDS_MAX).toList();
    }

    private static void collect(JsonNode node, Set<String> words) {
        if (words.size() >= WORDS_MAX) {
            return;
        }
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, words));
        } else if (node.isNumber() || (node.isTextual() && isText(node.asText()))) {
            words.addAll(words(node.asText()));
        }
    }

    /** Whether people wrote it: not a photo's reference and not an id. */
    private static boolean isText(String text) {
        boolean id = text.length() == UUID_CHARS && text.charAt(8) == '-' && text.charAt(13) == '-';
        return !id && !text.startsWith("media/");
    }

    /** How many submissions are not indexed yet. */
    public long behind(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM submissions WHERE words_stale")
                .mapTo(Long.class)
                .one();
    }

    /** Call it before the submission's row goes. */
    static void forget(WriteTx tx, UUID submission) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM submission_words
                        WHERE local_key = (SELECT local_key FROM submissions WHERE id = :id)
                        """)
                .bind("id", submission)
                .execute();
    }
}
