// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.studies.cluster.Member;
import dev.sextant.studies.cluster.NewCluster;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a cluster's folder. */
@Command(
        name = "init",
        description = {
            "Makes a folder for a cluster: cluster.json, an authority's certificate, and one certificate with its key for"
                    + " every machine. Copy the folder to each of them; whoever has it can join.",
            "The authority's own key is not kept. To renew, make another folder and copy its certificates over the old"
                    + " ones. Nothing is overwritten."
        },
        footer = {
            "",
            "Examples:",
            "  sextant cluster init --dir lab --members 10.0.0.5,10.0.0.6",
            "  sextant cluster init --dir lab --members node-1 --bind 10.0.0.0/24 --days 90",
            "  sextant cluster init --dir pods --kubernetes-service sextant",
        })
final class ClusterInitCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 3650;

    private static final int MOST_PORT = 65_535;

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "The folder to make; must be empty or not exist. There is no default.")
    private @Nullable Path directory;

    @Option(
            names = "--members",
            paramLabel = "HOST[:PORT]",
            split = ",",
            description =
                    "Machines that the others look for, by name or address, with commas between. One is enough; at"
                            + " least one must be up for another to join. More machines may join than are named. Default: none; --kubernetes-service does as well.")
    private @Nullable List<String> members;

    @Option(
            names = "--kubernetes-service",
            paramLabel = "SERVICE",
            description = "Instead of members: the headless service of all pods. Default: none.")
    private @Nullable String service;

    @Option(names = "--name", paramLabel = "NAME", description = "The cluster's name. Default: the folder's.")
    private @Nullable String name;

    @Option(
            names = "--bind",
            paramLabel = "NETWORK",
            description = "The network in which each machine has the address that it listens on, as in 10.0.0.0/24."
                    + " Default: the address that is among the members; else the one that reaches the first.")
    private @Nullable String bind;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How long the certificates are valid. Default: " + NewCluster.DAYS + ".")
    private int days = NewCluster.DAYS;

    @Option(
            names = "--member-port",
            paramLabel = "PORT",
            description = "Where the membership listens, TCP. Default: " + ClusterSettings.MEMBER_PORT + ".")
    private int memberPort = ClusterSettings.MEMBER_PORT;

    @Option(
            names = "--bus-port",
            paramLabel = "PORT",
            description = "Where the event bus listens, TCP. Default: " + ClusterSettings.BUS_PORT + ".")
    private int busPort = ClusterSettings.BUS_PORT;

    ClusterInitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path shown = directory == null ? Path.of("") : directory;
        WorkerOptions.refuseEmpty("--dir", shown, spec);
        Path folder = console.current().resolve(shown).toAbsolutePath().normalize();
        NewCluster cluster = cluster(folder);
        Instant now = Instant.now();
        cluster.write(folder, shown.toString(), now, new SecureRandom());
        tell(cluster, shown.toString(), LocalDate.ofInstant(now.plus(cluster.lasts()), ZoneOffset.UTC));
        return ExitCode.DONE;
    }

    private NewCluster cluster(Path folder) {
        if (days < 1 || days > MOST_DAYS) throw wrong("--days " + days + ": must be from 1 to " + MOST_DAYS);
        if (members == null && service == null)
            throw wrong("no machine is named: give --members, or --kubernetes-service where pods are meant");
        if (members != null && service != null)
            throw wrong("--members and --kubernetes-service contradict each other: give one of them");
        port("--member-port", memberPort);
        port("--bus-port", busPort);
        if (memberPort == busPort)
            throw wrong("--member-port and --bus-port are both " + busPort + ": two listen, and each needs a port");
        if (bind != null && !NewCluster.isBind(bind))
            throw wrong("--bind " + UsageErrors.shown(bind) + ": must be a network, as in 10.0.0.0/24");
        if (service != null && !NewCluster.isService(service))
            throw wrong("--kubernetes-service " + UsageErrors.shown(service)
                    + ": must be the name of a service, as in sextant or sextant.lab.svc");
        String called = name == null ? folderName(folder) : name;
        if (!NewCluster.isName(called))
            throw wrong((name == null ? "the folder's name cannot be the cluster's: " : "--name ")
                    + UsageErrors.shown(called) + ": must be up to 64 letters, digits, dots, hyphens and underscores"
                    + (name == null ? "; give it another with --name" : ""));
        return new NewCluster(called, named(), service, memberPort, busPort, bind, Duration.ofDays(days));
    }

    private static String folderName(Path folder) {
        return folder.getFileName() == null ? "" : folder.getFileName().toString();
    }

    private List<Member> named() {
        List<Member> named = new ArrayList<>();
        for (String typed : members == null ? List.<String>of() : members) {
            Member member = Member.of(typed.strip());
            if (member == null)
                throw wrong("--members " + UsageErrors.shown(typed)
                        + ": must be a host name or an address, with a port where it is not the usual one");
            if (named.contains(member)) throw wrong("--members names " + member + " twice");
            named.add(member);
        }
        return named;
    }

    private void port(String option, int port) {
        if (port < 1 || port > MOST_PORT) throw wrong(option + " " + port + ": must be from 1 to " + MOST_PORT);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(WorkerOptions.commandLine(spec), message);
    }

    private void tell(NewCluster cluster, String folder, LocalDate until) {
        PrintStream out = console.out();
        String typed = folder.indexOf(' ') < 0 ? folder : "'" + folder + "'";
        String file = folder.indexOf(' ') < 0
                ? Path.of(folder).resolve(NewCluster.FILE).toString()
                : "'" + Path.of(folder).resolve(NewCluster.FILE) + "'";
        out.println("wrote " + folder + ": " + NewCluster.FILE + ", " + NewCluster.CERTIFICATE + ", " + NewCluster.KEY
                + ", " + NewCluster.AUTHORITY);
        out.println("  The certificate is valid until " + until + ". Whoever has " + NewCluster.KEY + " can join.");
        if (cluster.service() != null) {
            out.println("Next, for the pods:");
            out.println("  kubectl create secret generic sextant-cluster --from-file=" + typed);
        } else {
            out.println("Next, copy the folder to every other machine, privately:");
            out.println("  scp -r " + typed + " "
                    + (cluster.members().size() > 1 ? cluster.members().get(1).host() : "MACHINE") + ":");
            out.println("Then, on " + cluster.members().getFirst().host() + ", which keeps the results:");
            out.println("  sextant run STUDY --cluster " + file);
            out.println("and on every other machine:");
            out.println("  sextant worker --cluster " + file);
        }
        out.println("Between the machines, and for nobody else, open TCP ports " + cluster.memberPort() + " and "
                + cluster.busPort() + ".");
    }
}
