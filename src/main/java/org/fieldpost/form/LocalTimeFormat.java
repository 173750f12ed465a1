package org.fieldpost.form;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.util.regex.Pattern;

/** JSON Schema's {@code time}, with seconds and offset optional: a form asks for the time on the wall. */
final class LocalTimeFormat implements Format {
    private static final Pattern TIME =
            Pattern.compile(
                    "([01]\\d|2[0-3]):[0-5]\\d(:([0-5]\\d|60)(\\.\\d{1,9})?)?([zZ]|[+-]([01]\\d|2[0-3]):[0-5]\\d)?");

    @Override
    public String getName() {
        return "time";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return TIME.matcher(value).matches();
    }
}
