package org.fieldpost.form;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;

/** JSON Schema's regular expressions in RE2: linear time, and no look-around or back-references. */
final class Re2 {
    private Re2() {}

    static RegularExpression schemaPattern(String pattern) {
        var compiled = Pattern.compile(translated(pattern));
        return value -> compiled.matcher(value).find();
    }

    static boolean isValid(String pattern) {
        try {
            Pattern.compile(translated(pattern));
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** ECMA-262's way to write a few things in RE2's. */
    private static String translated(String pattern) {
        return pattern.replace("\\/", "/")
                .replace("(?<", "(?P<")
                .replace("(?P<=", "(?<=")
                .replace("(?P<!", "(?<!");
    }
}
