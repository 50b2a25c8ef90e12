// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * File systems that reach over a network, or out of a virtual machine. A store must not lie there: its log is shared
 * through memory that only one machine sees, and their locks and syncs promise less than they say.
 */
final class NetworkFileSystems {
    /** As {@link java.nio.file.FileStore#type} names them, in small letters. */
    static final Set<String> TYPES = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "afpfs",
            "webdav",
            "davfs",
            "fuse.sshfs",
            "fuse.davfs",
            "fuse.davfs2",
            "fuse.s3fs",
            "fuse.rclone",
            "fuse.gcsfuse",
            "fuse.glusterfs",
            "fuse.ceph",
            "ceph",
            "glusterfs",
            "lustre",
            "gpfs",
            "beegfs",
            "ocfs2",
            "gfs2",
            "9p",
            "ncpfs",
            "coda");

    private NetworkFileSystems() {}

    static void refuse(Path store) throws StoreException {
        try {
            Path folder = store.toAbsolutePath().resolveSibling("");
            // What does not exist is told of by whoever opens it.
            if (Files.isDirectory(folder))
                refuse(store, Files.getFileStore(folder).type());
        } catch (IOException unknown) {
            // A file system that does not say what it is, is taken for a local one.
            LoggerFactory.getLogger(NetworkFileSystems.class).debug("no file system type", unknown);
        }
    }

    /** @param type the file system that the store lies on */
    static void refuse(Path store, String type) throws StoreException {
        if (TYPES.contains(type.toLowerCase(Locale.ROOT)))
            throw new StoreException(
                    "%s lies on a network file system (%s), where a crash or a second machine could damage it. Name a directory on a local disk with --dir; to keep the run elsewhere, copy it when it is finished: sextant store copy"
                            .formatted(store, type),
                    null);
    }
}
