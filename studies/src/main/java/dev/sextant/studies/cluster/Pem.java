// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import dev.sextant.studies.wiring.StudySource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PEM files: text with keys or certificates between lines that say what they are (RFC 7468). */
final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    /** No certificate or key comes near. */
    private static final int MAX_BYTES = 1 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    /** What keys are made by: the encoding names one of them, and only it takes it. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    /** The file is not what it should be, in words that end with its name and begin with what was found. */
    static final class PemException extends Exception {
        private static final long serialVersionUID = 1;

        private final String help;

        PemException(String message, String help) {
            super(message);
            this.help = help;
        }

        Finding finding() {
            return Finding.error(String.valueOf(getMessage()), help);
        }
    }

    private Pem() {}

    /** One block as text that ends in a line feed. */
    private static String block(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    static String of(X509Certificate certificate) throws GeneralSecurityException {
        return block(CERTIFICATE, certificate.getEncoded());
    }

    /** In PKCS 8. */
    static String of(PrivateKey key) {
        return block(PRIVATE_KEY, key.getEncoded());
    }

    /** The certificates of a file, at least one, in its order. */
    static List<X509Certificate> certificates(Path file) throws PemException {
        String text = read(file, "certificate");
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (!blocks.group(1).equals(CERTIFICATE)) continue;
            try {
                Certificate read = CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(content(blocks.group(2))));
                if (read instanceof X509Certificate certificate) found.add(certificate);
            } catch (CertificateException | IllegalArgumentException damaged) {
                throw new PemException(
                        "certificate " + (found.size() + 1) + " in " + file + " is damaged",
                        "Copy the file again, byte for byte.");
            }
        }
        if (!found.isEmpty()) return found;
        throw new PemException(
                "no certificate is in " + file + ": it holds no line -----BEGIN CERTIFICATE-----",
                text.contains("PRIVATE KEY-----")
                        ? "That is a key: is it named in the place of the certificate?"
                        : WAY_OUT);
    }

    private static final String WAY_OUT = "Is it a PEM file? A cluster's are made by sextant cluster init.";

    /** The private key of a file. */
    static PrivateKey key(Path file) throws PemException {
        String text = read(file, "key");
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            String label = blocks.group(1);
            if (label.equals(PRIVATE_KEY)) return key(file, blocks.group(2));
            if (label.equals("ENCRYPTED PRIVATE KEY"))
                throw new PemException(
                        "the key in " + file + " is locked by a password, and nobody is there to type it",
                        "Write it without: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
            if (label.endsWith(PRIVATE_KEY))
                throw new PemException(
                        "the key in " + file + " is written as " + label + ", not in PKCS 8",
                        "Rewrite it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        throw new PemException(
                "no key is in " + file + ": it holds no line -----BEGIN PRIVATE KEY-----",
                text.contains("BEGIN CERTIFICATE")
                        ? "That is a certificate: is it named in the place of the key?"
                        : WAY_OUT);
    }

    private static PrivateKey key(Path file, String block) throws PemException {
        byte[] content;
        try {
            content = content(block);
        } catch (IllegalArgumentException notBase64) {
            throw damaged(file);
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(content);
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = key(algorithm, encoded);
            if (key != null) return key;
        }
        throw damaged(file);
    }

    /** Null where the key is of another algorithm. */
    private static @Nullable PrivateKey key(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        } catch (InvalidKeySpecException another) {
            return null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static PemException damaged(Path file) {
        return new PemException(
                "the key in " + file
                        + " is damaged, or of none of the kinds that are read: elliptic curve, RSA, Ed25519",
                "Copy the file again, byte for byte.");
    }

    private static byte[] content(String lines) {
        return Base64.getDecoder().decode(lines.replaceAll("\\s", ""));
    }

    private static String read(Path file, String what) throws PemException {
        try {
            if (!Files.exists(file))
                throw new PemException(
                        "there is no file " + file + ", which the cluster file names as its " + what,
                        "Copy the whole folder that sextant cluster init made.");
            if (!Files.isRegularFile(file))
                throw new PemException(
                        file + ", named as the cluster's " + what + ", is not a file", "Name a PEM file.");
            try (InputStream content = Files.newInputStream(file)) {
                byte[] bytes = content.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES)
                    throw new PemException(file + " has more than " + MAX_BYTES + " bytes: it is no " + what, WAY_OUT);
                return new String(bytes, StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            throw new PemException(
                    "cannot read " + file + ": " + StudySource.reason(e),
                    "It must be readable by whoever runs sextant, and by nobody else.");
        }
    }
}
