// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import dev.sextant.engine.cluster.ClusterSettings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a machine's certificate and key will do, before a connection is refused with fewer words: readable, dates,
 * signed by the authority, made for both ends of a connection, the key that belongs to it.
 *
 * <p>The hosts that a certificate names are not compared with anybody's address: whoever shows one that the authority
 * signed is a member (see {@code docs/cluster.md}).
 */
public final class Credentials {
    /** A certificate that ends sooner is warned of. */
    public static final Duration NOTICE = Duration.ofDays(30);

    /** Extended key usages, RFC 5280 section 4.2.1.12: every machine calls and is called. */
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";

    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    private static final String ANY = "2.5.29.37.0";

    private static final String RENEW =
            "Make new ones with sextant cluster init, copy them to every machine and start all processes again.";

    private final Tls tls;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private Credentials(Tls tls, Instant now) {
        this.tls = tls;
        this.now = now;
    }

    /** All that is wrong with these files, or soon will be; reads them. */
    public static List<Finding> check(Tls tls, Instant now) {
        return new Credentials(tls, now).check();
    }

    /**
     * For people who compare machines: when this certificate ends, and the SHA-256 of its authority's.
     *
     * @throws IllegalStateException where {@link #check} would have told of an error
     */
    static String shown(Tls tls) {
        try {
            X509Certificate own = Pem.certificates(tls.certificate()).getFirst();
            X509Certificate authority = Pem.certificates(tls.authority()).getFirst();
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(authority.getEncoded());
            return "certificate valid until " + date(own.getNotAfter()) + ", authority "
                    + HexFormat.of().formatHex(digest, 0, 8);
        } catch (Pem.PemException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Finding> check() {
        try {
            List<X509Certificate> chain = Pem.certificates(tls.certificate());
            List<X509Certificate> authorities = Pem.certificates(tls.authority());
            X509Certificate own = chain.getFirst();
            boolean inTime = dates(own, tls.certificate());
            for (X509Certificate authority : authorities) inTime &= dates(authority, tls.authority());
            // An expired certificate is refused for that alone, which was told.
            if (inTime) path(chain, authorities);
            usage(own);
            key(own.getPublicKey(), Pem.key(tls.key()));
        } catch (Pem.PemException e) {
            findings.add(e.finding());
        }
        readers(tls.key());
        return List.copyOf(findings);
    }

    private boolean dates(X509Certificate certificate, Path file) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            findings.add(Finding.error(
                    "the certificate in " + file + " was valid until " + date(certificate.getNotAfter())
                            + "; this machine's clock says " + now,
                    RENEW));
            return false;
        }
        if (now.isBefore(from)) {
            findings.add(Finding.error(
                    "the certificate in " + file + " is valid from " + from + " on; this machine's clock says " + now,
                    "Is the clock right? On most systems: timedatectl"));
            return false;
        }
        Duration left = Duration.between(now, until);
        if (left.compareTo(NOTICE) < 0)
            findings.add(Finding.warning(
                    "the certificate in " + file + " is valid until " + date(certificate.getNotAfter()) + ", "
                            + (left.toDays() == 1 ? "1 day" : left.toDays() + " days") + " from now",
                    RENEW));
        return true;
    }

    private void path(List<X509Certificate> chain, List<X509Certificate> authorities) {
        Set<TrustAnchor> anchors =
                authorities.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet());
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            // There is no list of certificates that were withdrawn.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
        } catch (CertPathValidatorException | java.security.InvalidAlgorithmParameterException e) {
            findings.add(Finding.error(
                    "the certificate in " + tls.certificate() + " was not signed by the authority in " + tls.authority()
                            + ": " + reason(chain, authorities, e),
                    "Both come from one sextant cluster init; copy its whole folder."));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK validates paths", e);
        }
    }

    private static String reason(List<X509Certificate> chain, List<X509Certificate> authorities, Exception failure) {
        X509Certificate last = chain.getLast();
        boolean named = authorities.stream()
                .anyMatch(each -> each.getSubjectX500Principal().equals(last.getIssuerX500Principal()));
        if (!named)
            return "it is signed by " + last.getIssuerX500Principal().getName() + ", the authority is "
                    + authorities.getFirst().getSubjectX500Principal().getName();
        boolean signed = authorities.stream().anyMatch(each -> signed(last, each.getPublicKey()));
        return signed ? String.valueOf(failure.getMessage()) : "another authority has the same name, and signed it";
    }

    private static boolean signed(X509Certificate certificate, PublicKey by) {
        try {
            certificate.verify(by);
            return true;
        } catch (GeneralSecurityException no) {
            return false;
        }
    }

    private void usage(X509Certificate own) {
        try {
            List<String> usages = own.getExtendedKeyUsage();
            if (usages == null || usages.contains(ANY) || usages.containsAll(List.of(SERVER, CLIENT))) return;
            findings.add(Finding.error(
                    "the certificate in " + tls.certificate() + " is not for both ends of a connection: it is for "
                            + (usages.contains(SERVER)
                                    ? "servers alone"
                                    : usages.contains(CLIENT) ? "clients alone" : "neither"),
                    "Every machine calls and is called: it needs the extended key usages serverAuth and clientAuth."));
        } catch (java.security.cert.CertificateParsingException e) {
            findings.add(Finding.error(
                    "what the certificate in " + tls.certificate() + " may be used for cannot be read: "
                            + e.getMessage(),
                    RENEW));
        }
    }

    /** What one signs the other must confirm. */
    private void key(PublicKey published, PrivateKey own) {
        String mismatch = "the key in " + tls.key() + " does not belong to the certificate in " + tls.certificate();
        try {
            String algorithm = switch (own.getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> own.getAlgorithm();
            };
            byte[] anything = published.getEncoded();
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(own);
            signing.update(anything);
            byte[] signature = signing.sign();
            Signature confirming = Signature.getInstance(algorithm);
            confirming.initVerify(published);
            confirming.update(anything);
            if (confirming.verify(signature)) return;
        } catch (GeneralSecurityException differentKinds) {
            findings.add(Finding.error(mismatch, "Both come from one sextant cluster init; copy its whole folder."));
            return;
        }
        findings.add(Finding.error(mismatch, "Both come from one sextant cluster init; copy its whole folder."));
    }

    private void readers(Path key) {
        try {
            if (Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ))
                findings.add(Finding.warning(
                        "everybody on this machine can read the key " + key + ", and join the cluster with it",
                        "Keep it to yourself: chmod 600 " + key));
        } catch (IOException | UnsupportedOperationException notPosix) {
            // A missing file was told; other systems have other rules.
            return;
        }
    }

    private static LocalDate date(Date date) {
        return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
}
