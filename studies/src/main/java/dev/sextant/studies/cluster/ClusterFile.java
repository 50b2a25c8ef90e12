// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.engine.cluster.ClusterSettings.Discovery;
import dev.sextant.engine.cluster.ClusterSettings.Tls;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.file.LocatedSection;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.TextFile;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster file: the same on every machine. Who is in the cluster, on which ports, and by which certificates they know
 * each other; JSON with comments, or YAML.
 *
 * <p>Threads: any. Reading takes as long as a disk does, {@link #settings} as long as a name server.
 *
 * @param file as the person typed it
 * @param name the cluster's
 * @param members empty where they are found by a Kubernetes service
 * @param discovery how they find each other
 * @param memberPort where the membership listens
 * @param busPort where the event bus listens
 * @param tls PEM files, their paths resolved from the file's folder
 * @param bind an address or a network; null where it follows from the members
 */
public record ClusterFile(
        String file,
        String name,
        List<Member> members,
        Discovery discovery,
        int memberPort,
        int busPort,
        Tls tls,
        @Nullable String bind) {
    static final String FORMAT = "format";
    static final String NAME = "name";
    static final String MEMBERS = "members";
    static final String SERVICE = "kubernetesService";
    static final String MEMBER_PORT = "memberPort";
    static final String BUS_PORT = "busPort";
    static final String BIND = "bind";
    static final String TLS = "tls";
    static final String CERTIFICATE = "certificate";
    static final String KEY = "key";
    static final String AUTHORITY = "authority";

    /** The only format so far. */
    static final int VERSION = 1;

    /** More are not looked for; any of them shows a machine the rest. */
    static final int MOST_MEMBERS = 1000;

    static final Schema.Form NAMES = new Schema.Form(
            "[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "up to 64 letters, digits, dots, hyphens and underscores");

    static final Schema.Form SERVICES = new Schema.Form(
            "[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?",
            "the name of a headless service, as in sextant or sextant.lab.svc");

    private static final Schema.Interval PORTS = Schema.Interval.closed(1, 65_535);

    private static final Schema.Form FILES = new Schema.Form("[^\\u0000]{1,4096}", "a path");

    /** What may stand in the file. */
    public static final Schema.Section SCHEMA = new Schema.Section(
            "A cluster: the same file on every machine.",
            List.of(
                    Schema.Key.whole(
                            FORMAT, "The version of this format.", Schema.Interval.closed(VERSION, VERSION), VERSION),
                    Schema.Key.required(
                            NAME, Schema.Text.of("The cluster's name; machines with other names do not join.", NAMES)),
                    Schema.Key.optional(
                            MEMBERS,
                            new Schema.Items(
                                    "Machines of which at least one must be up for another to join.",
                                    Schema.Text.of("A machine.", Member.FORM),
                                    1,
                                    MOST_MEMBERS)),
                    Schema.Key.optional(
                            SERVICE,
                            Schema.Text.of("Instead of members: the headless Kubernetes service of all.", SERVICES)),
                    Schema.Key.whole(
                            MEMBER_PORT, "Where the membership listens, TCP.", PORTS, ClusterSettings.MEMBER_PORT),
                    Schema.Key.whole(BUS_PORT, "Where the event bus listens, TCP.", PORTS, ClusterSettings.BUS_PORT),
                    Schema.Key.none(
                            BIND,
                            new Schema.Text(
                                    "This machine's address, or the network that it lies in, as in 10.0.0.0/24. Default:"
                                            + " the one that is among the members; else the one that reaches them.",
                                    List.of())),
                    Schema.Key.required(
                            TLS,
                            new Schema.Section(
                                    "PEM files; relative paths begin in the folder of this file.",
                                    List.of(
                                            Schema.Key.required(
                                                    CERTIFICATE, Schema.Text.of("The certificate shown.", FILES)),
                                            Schema.Key.required(KEY, Schema.Text.of("Its private key, PKCS 8.", FILES)),
                                            Schema.Key.required(
                                                    AUTHORITY,
                                                    Schema.Text.of(
                                                            "The authority whose certificates are trusted.",
                                                            FILES)))))),
            List.of(Schema.Group.exactlyOne(List.of(MEMBERS, SERVICE))));

    public ClusterFile {
        members = List.copyOf(members);
    }

    /**
     * The file's content.
     *
     * @param current the folder in which a relative file begins
     * @param file as the person typed it
     * @throws RefusedException with every problem, each at its place
     */
    public static ClusterFile read(Path current, String file) throws RefusedException {
        if (file.isBlank() || file.equals(TextFile.STANDARD_INPUT))
            throw new RefusedException(
                    Reason.USAGE,
                    "--cluster \"" + file + "\" names no cluster file",
                    "sextant cluster init --help tells how one is made.");
        try {
            byte[] bytes = TextFile.read(current, file, InputStream.nullInputStream());
            return of(file, TextFile.folder(current, file), LocatedSection.read(file, bytes, SCHEMA));
        } catch (StudyFileException invalid) {
            throw new RefusedException(
                    Reason.USAGE,
                    "the cluster file cannot be used\n" + invalid.text().stripTrailing(),
                    "");
        }
    }

    /** The headless service by which members are found; empty where they are named. */
    String service() {
        return discovery instanceof Discovery.KubernetesDns(String service) ? service : "";
    }

    private static ClusterFile of(String file, Path folder, LocatedSection read) throws StudyFileException {
        JsonNode value = read.value();
        List<Member> members = members(read);
        int memberPort = value.path(MEMBER_PORT).intValue();
        int busPort = value.path(BUS_PORT).intValue();
        if (memberPort == busPort)
            read.problems()
                    .error(
                            read.root().keyAt(read.root().get(BUS_PORT) == null ? MEMBER_PORT : BUS_PORT),
                            "/" + (read.root().get(BUS_PORT) == null ? MEMBER_PORT : BUS_PORT),
                            "membership and event bus cannot both listen on port " + busPort,
                            "give them different ports; the usual ones are " + ClusterSettings.MEMBER_PORT + " and "
                                    + ClusterSettings.BUS_PORT);
        String bind = value.path(BIND).isTextual() ? value.path(BIND).textValue() : null;
        Node written = read.root().get(BIND);
        if (bind != null && written != null && Network.of(bind) == null && Member.address(bind) == null)
            read.problems()
                    .error(
                            written.at(),
                            "/" + BIND,
                            "expected an address or a network, got " + written.found(),
                            "write \"10.0.0.0/24\" for each machine's own address in that network");
        Tls tls = new Tls(path(read, folder, CERTIFICATE), path(read, folder, KEY), path(read, folder, AUTHORITY));
        read.check();
        Discovery discovery = value.has(SERVICE)
                ? new Discovery.KubernetesDns(value.path(SERVICE).textValue())
                : new Discovery.Members(members.stream().map(Member::toString).toList());
        return new ClusterFile(file, value.path(NAME).textValue(), members, discovery, memberPort, busPort, tls, bind);
    }

    private static List<Member> members(LocatedSection read) {
        List<Member> members = new ArrayList<>();
        if (!(read.root().get(MEMBERS) instanceof Node.Items(Position _, List<Node> items))) return members;
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            Member member = Member.of(item.json().asText());
            String path = "/" + MEMBERS + "/" + i;
            if (member == null)
                read.problems()
                        .error(
                                item.at(),
                                path,
                                "expected " + Member.FORM.words() + ", got " + item.found(),
                                "an address has four numbers up to 255, a port is from 1 to 65535");
            else if (members.contains(member))
                read.problems().error(item.at(), path, member + " is named twice", "name each machine once");
            else members.add(member);
        }
        return members;
    }

    private static Path path(LocatedSection read, Path folder, String key) {
        String written = read.value().path(TLS).path(key).asText();
        try {
            return folder.resolve(written).normalize();
        } catch (InvalidPathException notAPath) {
            Node tls = read.root().get(TLS);
            read.problems()
                    .error(
                            tls instanceof Node.Fields fields
                                    ? fields.keyAt(key)
                                    : read.root().at(),
                            "/" + TLS + "/" + key,
                            "\"" + written + "\" is no path: " + notAPath.getReason(),
                            "");
            return folder;
        }
    }

    /**
     * This machine's way in. Names may be asked for.
     *
     * @param bind what was typed: an address or a network; null for what the file says
     * @param trustedNetwork whether a person said that the network is private although it does not look so
     * @throws RefusedException where it does not follow which address is meant
     */
    public ClusterSettings settings(@Nullable String bind, boolean trustedNetwork) throws RefusedException {
        return settings(bind, trustedNetwork, Machine.here());
    }

    ClusterSettings settings(@Nullable String typed, boolean trustedNetwork, Machine machine) throws RefusedException {
        InetAddress address = new BindAddress(machine, file)
                .choose(typed == null ? bind : typed, typed == null ? file + ": /" + BIND : "--bind", members);
        return new ClusterSettings(
                name,
                discovery,
                BindAddress.shown(address),
                memberPort(address, machine),
                busPort,
                tls,
                trustedNetwork);
    }

    /** Where the others look for a member is where it listens. */
    private int memberPort(InetAddress own, Machine machine) {
        for (Member member : members)
            if (member.port() > 0 && machine.resolve(member.host()).contains(own)) return member.port();
        return memberPort;
    }
}
