// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is about to be: its file and its certificates, in one folder that is copied to every machine. Whoever
 * has the folder is a member.
 *
 * @param name the cluster's
 * @param members empty where a service tells them
 * @param service a headless Kubernetes service; null where members are named
 * @param memberPort where the membership listens
 * @param busPort where the event bus listens
 * @param bind an address or a network; null where it follows from the members
 * @param lasts how long the certificates are valid
 */
public record NewCluster(
        String name,
        List<Member> members,
        @Nullable String service,
        int memberPort,
        int busPort,
        @Nullable String bind,
        Duration lasts) {
    /** Certificates are valid so long unless it is said otherwise, in days. */
    public static final int DAYS = 365;

    public static final String FILE = "cluster.json";

    public static final String CERTIFICATE = "node.crt";

    public static final String KEY = "node.key";

    public static final String AUTHORITY = "authority.crt";

    public NewCluster {
        members = List.copyOf(members);
    }

    /** A name that a cluster may have. */
    public static boolean isName(String text) {
        return ClusterFile.NAMES.fits(text);
    }

    /** A name that a service may have. */
    public static boolean isService(String text) {
        return ClusterFile.SERVICES.fits(text);
    }

    /** Something that a machine may listen on: an address, or a network in which it has one. */
    public static boolean isBind(String text) {
        return Network.of(text) != null || Member.address(text) != null;
    }

    /**
     * Writes the folder; keys so that the person alone reads them.
     *
     * @param folder must be empty or not exist
     * @param shown how the person typed it
     */
    public void write(Path folder, String shown, Instant now, SecureRandom random) throws RefusedException {
        try {
            if (Files.exists(folder)) {
                if (!Files.isDirectory(folder))
                    throw refused(
                            shown + " is a file, and nothing is overwritten", "Name another directory with --dir.");
                try (Stream<Path> inside = Files.list(folder)) {
                    if (inside.findAny().isPresent())
                        throw refused(
                                shown + " is not empty, and nothing is overwritten",
                                "Name another directory with --dir. To renew certificates, make new ones there and copy"
                                        + " the three files over the old ones, on every machine.");
                }
            }
            NewAuthority made = NewAuthority.make(name, hosts(), now, lasts, random);
            Files.createDirectories(folder, permissions(folder, "rwx------"));
            write(folder.resolve(KEY), Pem.of(made.key()), "rw-------");
            write(folder.resolve(CERTIFICATE), Pem.of(made.certificate()), "rw-r--r--");
            write(folder.resolve(AUTHORITY), Pem.of(made.authority()), "rw-r--r--");
            write(folder.resolve(FILE), text(), "rw-r--r--");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was made has an encoding", e);
        } catch (IOException e) {
            throw refused("cannot write " + shown + ": " + StudySource.reason(e), "Name another directory with --dir.");
        }
    }

    /** The pods of a headless service have names below its own. */
    private List<Member> hosts() {
        return service == null ? members : List.of(new Member(service, 0), new Member("*." + service, 0));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append("""
                // A cluster, as sextant cluster init made it. The same folder on every machine.
                {
                  "format": %d,
                  "name": %s,
                """.formatted(ClusterFile.VERSION, quoted(name)));
        if (service != null)
            text.append("  // The headless service of all pods: each of its records is a machine.\n  \"")
                    .append(ClusterFile.SERVICE)
                    .append("\": ")
                    .append(quoted(service))
                    .append(",\n");
        else
            text.append(
                            "  // At least one of these must be up for another to join; others may join that are not named.\n  \"")
                    .append(ClusterFile.MEMBERS)
                    .append("\": [")
                    .append(members.stream()
                            .map(member -> quoted(member.toString()))
                            .collect(Collectors.joining(", ")))
                    .append("],\n");
        if (memberPort != ClusterSettings.MEMBER_PORT)
            text.append("  \"")
                    .append(ClusterFile.MEMBER_PORT)
                    .append("\": ")
                    .append(memberPort)
                    .append(",\n");
        if (busPort != ClusterSettings.BUS_PORT)
            text.append("  \"")
                    .append(ClusterFile.BUS_PORT)
                    .append("\": ")
                    .append(busPort)
                    .append(",\n");
        if (bind != null)
            text.append("  // Every machine's own address in this network, and no other, is listened on.\n  \"")
                    .append(ClusterFile.BIND)
                    .append("\": ")
                    .append(quoted(bind))
                    .append(",\n");
        text.append("""
                  // Whoever has this key can join: keep the folder to yourself.
                  "tls": { "certificate": "%s", "key": "%s", "authority": "%s" }
                }
                """.formatted(CERTIFICATE, KEY, AUTHORITY));
        return text.toString();
    }

    private static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    /** The file has its permissions from its first byte on. */
    private static void write(Path file, String text, String permissions) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions(file, permissions))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
        }
    }

    /** Where the file system has others, those of the folder hold. */
    private static FileAttribute<?>[] permissions(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(Reason.USAGE, message, help);
    }
}
