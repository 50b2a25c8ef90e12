// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text file in memory. It is UTF-8 unless its byte order mark or the document says otherwise. Lines and columns of
 * messages are counted from 1, columns in UTF-16 units; lines end with LF, CR LF or CR.
 *
 * @param path where in the document the file is named, for errors
 * @param name how messages call the file
 * @param charset what it is written in
 */
record TextFile(String path, String name, String text, Charset charset) {
    /** @param charset what the document says, or null */
    static TextFile read(DataFile file, @Nullable Charset charset) throws TrainingException {
        byte[] bytes = file.bytes().all();
        file.finish();
        return decode(file.path(), file.name(), bytes, charset);
    }

    static TextFile decode(String path, String name, byte[] bytes, @Nullable Charset charset) throws TrainingException {
        Charset used = charset != null ? charset : marked(bytes);
        String text = new String(bytes, used);
        if (text.indexOf('\0') >= 0)
            throw new TrainingException(
                    path, "%s is not a text file: it holds zero bytes".formatted(name), remedy(bytes));
        // only text that holds the replacement character can have been malformed
        if (text.indexOf('\uFFFD') >= 0) checkEncoding(path, name, bytes, used);
        if (text.startsWith("\uFEFF")) text = text.substring(1);
        return new TextFile(path, name, text, used);
    }

    /** What the byte order mark says; UTF-8 where there is none. */
    private static Charset marked(byte[] bytes) {
        if (begins(bytes, 0xFF, 0xFE)) return StandardCharsets.UTF_16LE;
        if (begins(bytes, 0xFE, 0xFF)) return StandardCharsets.UTF_16BE;
        return StandardCharsets.UTF_8;
    }

    private static boolean begins(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) return false;
        for (int i = 0; i < magic.length; i++) if ((bytes[i] & 0xFF) != magic[i]) return false;
        return true;
    }

    private static String remedy(byte[] bytes) {
        if (begins(bytes, 'P', 'K', 3, 4)) return "it is a zip archive: save the table in it as CSV";
        if (begins(bytes, 0x93, 'N', 'U', 'M', 'P', 'Y')) return "it is an NPY file: name it with \"npy\"";
        if (begins(bytes, 0, 0)) return "name an IDX file with \"idx\", or save the data as CSV in UTF-8";
        if (bytes.length > 3 && bytes[0] != 0 && bytes[1] == 0 && bytes[3] == 0)
            return "save it as CSV in UTF-8, or write \"encoding\": \"UTF-16LE\"";
        return "save it as CSV in UTF-8";
    }

    private static void checkEncoding(String path, String name, byte[] bytes, Charset charset)
            throws TrainingException {
        CharBuffer decoded = CharBuffer.allocate(bytes.length + 1);
        boolean wrong = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), decoded, true)
                .isError();
        if (!wrong) return;
        String before = decoded.flip().toString();
        if (before.startsWith("\uFEFF")) before = before.substring(1);
        TextFile readable = new TextFile(path, name, before, charset);
        throw new TrainingException(
                path,
                "%s: this is not %s text".formatted(readable.place(before.length()), charset.name()),
                "save the file as UTF-8, or name what it is written in: \"encoding\": \"windows-1252\"");
    }

    /** {@code file:line:column} of a character. */
    String place(int offset) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < offset; i++)
            if (newline(i)) {
                line++;
                begin = i + 1;
            }
        return "%s:%d:%d".formatted(name, line, offset - begin + 1);
    }

    /** Bytes that the text takes: one a character where none is beyond Latin-1, otherwise two. */
    long bytes() {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 0xFF) return 2L * text.length();
        return text.length();
    }

    /** Where a line begins; the text's end where there is no such line. */
    int start(int line) {
        int at = 0;
        for (int before = 1; before < line && at < text.length(); at++) if (newline(at)) before++;
        return at;
    }

    /** Where the line ends that this character is in: at its line end, or the text's. */
    int end(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') at++;
        return at;
    }

    /** Where the line after the one begins that ends here. */
    int next(int end) {
        boolean two = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
        return end + (two ? 2 : 1);
    }

    /** Whether a line ends with this character. */
    private boolean newline(int at) {
        char c = text.charAt(at);
        return c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
    }
}
