package org.fieldpost.merge;

import java.time.Instant;
import java.util.Map;
import org.fieldpost.contract.FieldPolicy;

/**
 * What a merge may know beside the versions.
 *
 * @param now the present, handed in so that the same inputs always give the same bytes
 * @param questionPolicies policies of a form's questions by pointer into the answers, {@code *} standing for a repeat
 *     row ({@code /members/*}{@code /age}); see {@link SchemaPolicies}
 */
public record MergeContext(Instant now, Map<String, FieldPolicy> questionPolicies) {
    public MergeContext {
        questionPolicies = Map.copyOf(questionPolicies);
    }

    /** A context without question policies. */
    public static MergeContext at(Instant now) {
        return new MergeContext(now, Map.of());
    }
}
