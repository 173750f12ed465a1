package org.fieldpost.form;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number.
 *
 * @param integer whole numbers only
 * @param minimum least allowed; null = no limit
 * @param unit UCUM or plain unit ("L/min"); "" = none
 */
public record NumberQuestion(
        QuestionTraits traits,
        boolean integer,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum,
        String unit)
        implements Question {}
