// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A cluster's own certificates: an authority, and one certificate that it signs for all machines. Elliptic curve P-256,
 * ECDSA with SHA-256, version 3 with the extensions that RFC 5280 asks for.
 *
 * <p>The authority's private key is forgotten at once: no more can be signed with it, by nobody. Certificates are
 * renewed by making an authority anew, as everything has to be copied to every machine anyway.
 *
 * @param authority whose signature is trusted
 * @param certificate shown by every machine, at both ends of a connection
 * @param key of the certificate
 */
record NewAuthority(X509Certificate authority, X509Certificate certificate, PrivateKey key) {
    /** Clocks differ: what is made here must be valid on a machine that is behind. */
    static final Duration BACKDATED = Duration.ofHours(1);

    private static final String CURVE = "secp256r1";

    private static final String SIGNATURE = "SHA256withECDSA";

    /** RFC 5280, section 4.1.2.2: positive, at most 20 octets, not to be guessed. */
    private static final int SERIAL_BITS = 127;

    /**
     * Made anew.
     *
     * @param cluster its name
     * @param hosts names and addresses that the certificate is for
     * @param now when it is valid from, but for {@link #BACKDATED}
     * @param lasts how long from now
     */
    static NewAuthority make(String cluster, List<Member> hosts, Instant now, Duration lasts, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            KeyPair ours = generator.generateKeyPair();
            KeyPair theirs = generator.generateKeyPair();
            X500Name issuer = name(cluster, "Sextant authority");
            Date from = Date.from(now.minus(BACKDATED));
            Date until = Date.from(now.plus(lasts));
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();

            JcaX509v3CertificateBuilder root =
                    new JcaX509v3CertificateBuilder(issuer, serial(random), from, until, issuer, ours.getPublic());
            // It signs machines alone, no further authority.
            root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            root.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(ours.getPublic()));

            JcaX509v3CertificateBuilder machine = new JcaX509v3CertificateBuilder(
                    issuer, serial(random), from, until, name(cluster, "Sextant"), theirs.getPublic());
            machine.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            machine.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            machine.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            machine.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(theirs.getPublic()));
            machine.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(ours.getPublic()));
            machine.addExtension(Extension.subjectAlternativeName, false, names(hosts));

            return new NewAuthority(
                    signed(root, ours.getPrivate(), random),
                    signed(machine, ours.getPrivate(), random),
                    theirs.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("every JDK has what is needed here", e);
        }
    }

    /** At most 64 characters each, RFC 5280, appendix A.1. */
    private static X500Name name(String organization, String common) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organization)
                .addRDN(BCStyle.CN, common)
                .build();
    }

    private static BigInteger serial(SecureRandom random) {
        // The bit above makes it positive and of one length.
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
    }

    private static GeneralNames names(List<Member> hosts) {
        return new GeneralNames(hosts.stream()
                .map(host ->
                        new GeneralName(host.isAddress() ? GeneralName.iPAddress : GeneralName.dNSName, host.host()))
                .distinct()
                .toArray(GeneralName[]::new));
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder certificate, PrivateKey by, SecureRandom random)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(certificate.build(new JcaContentSignerBuilder(SIGNATURE)
                        .setSecureRandom(random)
                        .build(by)));
    }
}
