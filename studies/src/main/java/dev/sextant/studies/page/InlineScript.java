// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A script or a style that stands in a page, with the hash by which the page's policy lets it run.
 *
 * @param text as it stands between its tags; nothing in it ends them
 * @param hash a source of the policy: {@code 'sha256-…'}
 */
record InlineScript(String text, String hash) {
    private static final String[] ENDS = {"</script", "</style", "<!--"};

    /** @throws IllegalStateException where the text would end its element or hide its end */
    static InlineScript of(String text) {
        // A page's reader makes one line feed of both.
        String lines =
                text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        for (int at = lines.indexOf('<'); at >= 0; at = lines.indexOf('<', at + 1))
            for (String end : ENDS)
                if (lines.regionMatches(true, at, end, 0, end.length()))
                    throw new IllegalStateException("the script has %s in it".formatted(end));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
            return new InlineScript(lines, "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
