// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Unix domain socket by its file, which the user alone may speak to. The file appears with its permissions, so that
 * nobody slips in before they are set; it is left over where a process is killed, and then replaced by the next.
 */
public final class SocketFile implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    /** Bytes of a path that an address has room for on every system. */
    private static final int LONGEST = 103;

    /** The bit of a folder's mode in which each may delete only his own files. */
    private static final int STICKY = 0x200;

    private final Path path;
    private final ServerSocketChannel channel;
    private final @Nullable Object identity;

    private SocketFile(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.identity = identity(path);
    }

    /** Begins to listen there. */
    public static SocketFile open(Path path) throws RefusedException {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder))
            throw refused(path + " is in no folder that exists", "Make the folder, or name another place.");
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) throw tooLong(path);
        try {
            checkFolder(folder);
            checkFree(path);
            return new SocketFile(path, listen(path, folder));
        } catch (SocketException e) {
            throw tooLong(path);
        } catch (IOException | UnsupportedOperationException e) {
            throw refused(
                    "cannot listen at %s: %s".formatted(path, e.getMessage()), "Name a place that can be written.");
        }
    }

    /** Beside it stands a folder for a moment whose path is longer. */
    private static RefusedException tooLong(Path path) {
        return refused(
                "cannot listen at " + path + ": the path of a socket may have 80 bytes or so", "Name a shorter one.");
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(Reason.USAGE, message, help);
    }

    /** Whoever else may write to the folder could put a socket of his own in the place of this one. */
    private static void checkFolder(Path folder) throws IOException, RefusedException {
        if (!(Files.getAttribute(folder, "unix:mode") instanceof Integer mode)) return;
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(folder);
        boolean others = allowed.contains(PosixFilePermission.OTHERS_WRITE);
        if (others && (mode & STICKY) == 0)
            throw refused(
                    "everybody may write to " + folder + ", so that anybody could take the socket's place",
                    "Name a folder of your own, or chmod o-w " + folder + ".");
    }

    private static void checkFree(Path path) throws IOException, RefusedException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
        boolean socket = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
        if (!socket) throw refused(path + " is there already and no socket", "Name another file, or delete it.");
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new RefusedException(
                    Reason.LOCKED, "another process listens at " + path, "Speak with it, or name another file.");
        } catch (SocketException nobody) {
            // Left over by a process that was killed; the new one takes its place.
        }
    }

    private static ServerSocketChannel listen(Path path, Path folder) throws IOException {
        Path room = Files.createTempDirectory(folder, ".s", PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        Path made = room.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(made));
            Files.setPosixFilePermissions(made, OWNER);
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            Files.deleteIfExists(made);
            throw failed;
        } finally {
            Files.deleteIfExists(room);
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    public ServerSocketChannel channel() {
        return channel;
    }

    /** Takes the file away, unless it is another's by now. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
        Object now = identity(path);
        if (now != null && now.equals(identity)) Files.deleteIfExists(path);
    }
}
