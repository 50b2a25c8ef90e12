// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What a YAML value without quotes is: null, true or false, a number, or else a string.
 *
 * <p>Source: the core schema of YAML 1.2.2, section 10.3.2. So {@code 1e-4} is a number, {@code 010} is ten, and
 * {@code yes} is a string.
 */
final class YamlScalar {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern REAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private YamlScalar() {}

    static boolean isNumber(String text) {
        return begins(text)
                && (REAL.matcher(text).matches()
                        || OCTAL.matcher(text).matches()
                        || HEXADECIMAL.matcher(text).matches());
    }

    /** Most values are words. */
    private static boolean begins(String text) {
        return !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
    }

    /** Whether it is infinite or no number, which JSON cannot say. */
    static boolean isNotFinite(String text) {
        return begins(text) && NOT_FINITE.matcher(text).matches();
    }

    /** The value, in the types that the same value in JSON has. */
    static JsonNode value(String text) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (!isNumber(text))
            return switch (text) {
                case "", "~", "null", "Null", "NULL" -> make.nullNode();
                case "true", "True", "TRUE" -> make.booleanNode(true);
                case "false", "False", "FALSE" -> make.booleanNode(false);
                default -> make.textNode(text);
            };
        if (OCTAL.matcher(text).matches()) return whole(new BigInteger(text.substring(2), 8));
        if (HEXADECIMAL.matcher(text).matches()) return whole(new BigInteger(text.substring(2), 16));
        return WHOLE.matcher(text).matches() ? whole(new BigInteger(text)) : make.numberNode(Double.parseDouble(text));
    }

    private static JsonNode whole(BigInteger number) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (number.bitLength() < Integer.SIZE) return make.numberNode(number.intValue());
        if (number.bitLength() < Long.SIZE) return make.numberNode(number.longValue());
        return make.numberNode(number);
    }
}
